# Every package comes from the distribution; tools/setup lists the Debian names.
find_package(PkgConfig REQUIRED)
pkg_check_modules(libxxhash REQUIRED IMPORTED_TARGET libxxhash)
pkg_check_modules(libxml2 REQUIRED IMPORTED_TARGET libxml-2.0)
find_package(Threads REQUIRED)
find_package(ICU REQUIRED COMPONENTS uc i18n)
find_package(nlohmann_json 3.11 REQUIRED)
find_package(fmt 9 REQUIRED)
find_package(Boost 1.74 REQUIRED CONFIG COMPONENTS headers)
find_package(RocksDB CONFIG REQUIRED)
if(RocksDB_VERSION VERSION_LESS 7.8)
  message(FATAL_ERROR "RocksDB 7.8 or newer is needed; found ${RocksDB_VERSION}")
endif()

