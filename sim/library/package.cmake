# What `cmake --install` installs: the program, and the CMake package `greenroom` (README.md).
#
# The library is one archive of the objects that the build made anyway: made while installing,
# without debug information, so that the build has neither a second compilation nor a second copy.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(package_objects "")
foreach(part greenroom_core greenroom_fakes greenroom_real greenroom_scenario greenroom_report
             greenroom_app greenroom_library)
  # The precompiled header counts as an object, too.
  list(APPEND package_objects "$<FILTER:$<TARGET_OBJECTS:${part}>,EXCLUDE,\\.gch$>")
endforeach()
file(GENERATE OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/package/objects.txt
     CONTENT "$<JOIN:${package_objects},\n>\n")
install(CODE "
  set(archive \"${CMAKE_CURRENT_BINARY_DIR}/package/libgreenroom.a\")
  file(REMOVE \"\${archive}\")
  execute_process(COMMAND \"${CMAKE_AR}\" qcS \"\${archive}\"
                          @${CMAKE_CURRENT_BINARY_DIR}/package/objects.txt
                  COMMAND_ERROR_IS_FATAL ANY)
  execute_process(COMMAND \"${CMAKE_STRIP}\" --strip-debug \"\${archive}\"
                  COMMAND_ERROR_IS_FATAL ANY)
  execute_process(COMMAND \"${CMAKE_RANLIB}\" \"\${archive}\" COMMAND_ERROR_IS_FATAL ANY)")
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/package/libgreenroom.a
        DESTINATION ${CMAKE_INSTALL_LIBDIR})

install(TARGETS greenroom RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(FILES library/greenroom/world.h library/greenroom/values.h
        DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/greenroom)

set(package_folder ${CMAKE_INSTALL_LIBDIR}/cmake/greenroom)
set(package_sanitizers "")
if(GREENROOM_SANITIZE)
  set(package_sanitizers "-fsanitize=address,undefined")
endif()
configure_package_config_file(library/greenroomConfig.cmake.in
                              ${CMAKE_CURRENT_BINARY_DIR}/package/greenroomConfig.cmake
                              INSTALL_DESTINATION ${package_folder}
                              PATH_VARS CMAKE_INSTALL_LIBDIR CMAKE_INSTALL_INCLUDEDIR)
write_basic_package_version_file(${CMAKE_CURRENT_BINARY_DIR}/package/greenroomConfigVersion.cmake
                                 COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/package/greenroomConfig.cmake
              ${CMAKE_CURRENT_BINARY_DIR}/package/greenroomConfigVersion.cmake
        DESTINATION ${package_folder})
