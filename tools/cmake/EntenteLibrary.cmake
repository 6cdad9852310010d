# Warnings and sanitizers live in one interface target that is linked privately and never exported.
add_library(entente_build_flags INTERFACE)
target_compile_options(entente_build_flags INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion
                       -Wno-sign-conversion  # Which GCC does not count among the conversions, and Clang does.
                       $<$<BOOL:${ENTENTE_WERROR}>:-Werror>)
target_link_options(entente_build_flags INTERFACE LINKER:--as-needed)
# GCC 12 sees overlaps in std::string that are not there (https://gcc.gnu.org/bugzilla/show_bug.cgi?id=105651).
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(entente_build_flags INTERFACE -Wno-restrict)
endif()
if(ENTENTE_SANITIZE)
  target_compile_options(entente_build_flags INTERFACE -fsanitize=${ENTENTE_SANITIZE} -fno-sanitize-recover=all
                         -fno-omit-frame-pointer)
  if(ENTENTE_SANITIZE MATCHES "undefined")  # What the address sanitizer and the processor see as well takes a fifth of compiling.
    target_compile_options(entente_build_flags INTERFACE -fno-sanitize=null,object-size,vptr)
  endif()
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")  # Instrumented code looks to it as if it used what was not set.
    target_compile_options(entente_build_flags INTERFACE -Wno-maybe-uninitialized)
  endif()
  target_link_options(entente_build_flags INTERFACE -fsanitize=${ENTENTE_SANITIZE})
endif()
if(ENTENTE_FUZZ)
  target_compile_options(entente_build_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()

# entente_library(NAME SOURCES ... HEADERS ... [PUBLIC ...] [PRIVATE ...])
# Makes target entente_NAME with alias entente::NAME and the include root NAME/include. The include root reaches
# only those who link the target, so an include against the arrows fails to compile.
function(entente_library name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;HEADERS;PUBLIC;PRIVATE")
  add_library(entente_${name} STATIC ${arg_SOURCES})
  add_library(entente::${name} ALIAS entente_${name})
  list(TRANSFORM arg_HEADERS PREPEND include/entente/${name}/)
  target_sources(entente_${name} PUBLIC FILE_SET HEADERS BASE_DIRS include FILES ${arg_HEADERS})
  target_compile_features(entente_${name} PUBLIC cxx_std_20)
  set_target_properties(entente_${name} PROPERTIES CXX_EXTENSIONS OFF EXPORT_NAME ${name}
                        VERIFY_INTERFACE_HEADER_SETS ON)
  target_link_libraries(entente_${name} PUBLIC ${arg_PUBLIC}
                        PRIVATE ${arg_PRIVATE} $<BUILD_INTERFACE:entente_build_flags>)
endfunction()
