# The program, its data, the libraries and what find_package(entente) needs.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)
install(TARGETS entente RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(DIRECTORY schemas/json schemas/lexicon DESTINATION ${CMAKE_INSTALL_DATADIR}/entente FILES_MATCHING PATTERN "*.json")
install(FILES schemas/relations.json schemas/english.json schemas/factuality.json
        DESTINATION ${CMAKE_INSTALL_DATADIR}/entente)
install(FILES ${PROJECT_BINARY_DIR}/share/entente/world.lexicon DESTINATION ${CMAKE_INSTALL_DATADIR}/entente)
install(DIRECTORY schemas/language DESTINATION ${CMAKE_INSTALL_DATADIR}/entente)
install(FILES LICENSE README.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(TARGETS entente_schemas entente_graph entente_ingest entente_query EXPORT ententeTargets FILE_SET HEADERS)
set(entente_cmake_dir ${CMAKE_INSTALL_LIBDIR}/cmake/entente)
install(EXPORT ententeTargets NAMESPACE entente:: DESTINATION ${entente_cmake_dir})
configure_package_config_file(tools/cmake/ententeConfig.cmake.in ${PROJECT_BINARY_DIR}/ententeConfig.cmake
                              INSTALL_DESTINATION ${entente_cmake_dir})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/ententeConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/ententeConfig.cmake ${PROJECT_BINARY_DIR}/ententeConfigVersion.cmake
              tools/cmake/EntentePackages.cmake
        DESTINATION ${entente_cmake_dir})
