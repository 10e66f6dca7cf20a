# cmake -DSITE=… -DSOURCE=… -DPROGRAMS=… -P assemble_site.cmake
# Makes SITE hold exactly web/*, the linked programs, and assets/. Files that are the same already are not touched.
cmake_policy(VERSION 3.25)

set(wanted)
function(take_files from prefix)
  file(GLOB_RECURSE files RELATIVE "${from}" "${from}/*")
  foreach(file IN LISTS files)
    get_filename_component(folder "${SITE}/${prefix}${file}" DIRECTORY)
    file(COPY "${from}/${file}" DESTINATION "${folder}")
    list(APPEND wanted "${prefix}${file}")
  endforeach()
  set(wanted ${wanted} PARENT_SCOPE)
endfunction()

take_files("${SOURCE}/web" "")
take_files("${PROGRAMS}" "")
take_files("${SOURCE}/assets" "assets/")

file(GLOB_RECURSE present RELATIVE "${SITE}" "${SITE}/*")
list(REMOVE_ITEM present ${wanted})
foreach(stale IN LISTS present)
  file(REMOVE "${SITE}/${stale}")
endforeach()
