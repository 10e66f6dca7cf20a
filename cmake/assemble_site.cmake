# cmake -DSITE=… -DSOURCE=… -DPROGRAMS=… -DGENERATED=… -DMODULES=… [-DDATASETS=…] -P assemble_site.cmake
# Makes SITE hold exactly web/* (with the texts put in place of each {{name}} in index.html, embed.js and bottleneck.mjs), the linked programs, assets/,
# of the node modules in MODULES what reads zip, gzip and HDF5 files and what shows slides, and in data/ what the folders DATASETS have, each named as
# its dataset is.
# Files that are the same already are not touched.
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

# A file of web/ with its texts: index.html, for they are there before any program runs; embed.js, which needs no other file; and
# bottleneck.mjs, which needs none either, for it has embed.js in it. An unknown name is an error.
function(fill_in_texts file)
  file(READ "${SOURCE}/texts/english.json" json)
  file(READ "${SOURCE}/web/${file}" page)
  file(READ "${SOURCE}/web/embed.js" embed)
  string(REPLACE "import './embed.js';\n" "${embed}" page "${page}")
  string(REGEX MATCHALL "{{[A-Za-z0-9]+}}" marks "${page}")
  foreach(mark IN LISTS marks)
    string(REGEX REPLACE "[{}]" "" name "${mark}")
    string(JSON text GET "${json}" shell "${name}")
    if(file MATCHES "\\.html$")
      string(REPLACE "&" "&amp;" text "${text}")
      string(REPLACE "<" "&lt;" text "${text}")
      string(REPLACE "\"" "&quot;" text "${text}")
    else()
      string(REPLACE "\\" "\\\\" text "${text}")
      string(REPLACE "'" "\\'" text "${text}")
    endif()
    string(REPLACE "${mark}" "${text}" page "${page}")
  endforeach()
  file(WRITE "${SITE}/${file}" "${page}")
endfunction()

take_files("${SOURCE}/web" "")
list(REMOVE_ITEM wanted index.html)
fill_in_texts(index.html)
fill_in_texts(embed.js)
fill_in_texts(bottleneck.mjs)
file(COPY "${GENERATED}/texts.js" DESTINATION "${SITE}")
list(APPEND wanted index.html texts.js)
take_files("${PROGRAMS}" "")
take_files("${SOURCE}/assets" "assets/")

# A package of npm: one of its files as an ES module, under a name of ours, and its licence beside it.
function(take_module package file name)
  set(module "${MODULES}/${package}")
  if(NOT EXISTS "${module}/dist/${file}")
    message(FATAL_ERROR "${module} is not there, or another version: tools/setup site brings it")
  endif()
  file(COPY_FILE "${module}/dist/${file}" "${SITE}/${name}.min.js" ONLY_IF_DIFFERENT)
  file(GLOB licence "${module}/LICENSE" "${module}/LICENSE.txt")
  file(COPY_FILE "${licence}" "${SITE}/${name}.LICENSE.txt" ONLY_IF_DIFFERENT)
  set(wanted ${wanted} "${name}.min.js" "${name}.LICENSE.txt" PARENT_SCOPE)
endfunction()
take_module(@zip.js/zip.js zip-core-external.min.js zip-core) # lets the browser unpack: without workers and WebAssembly
take_module(pako browser/pako_inflate.esm.min.mjs pako-inflate)
take_module(h5wasm iife/h5wasm.js h5wasm) # HDF5 with its WebAssembly inside: a plain script, which a worker starts from anywhere

# What the slide deck among the examples is shown by.
foreach(file dist/reveal.mjs dist/reveal.css dist/reset.css LICENSE)
  get_filename_component(name ${file} NAME)
  string(REPLACE ".mjs" ".js" name ${name}) # a name that every server knows
  file(MAKE_DIRECTORY "${SITE}/examples/reveal")
  file(COPY_FILE "${MODULES}/reveal.js/${file}" "${SITE}/examples/reveal/${name}" ONLY_IF_DIFFERENT)
  list(APPEND wanted "examples/reveal/${name}")
endforeach()

# Sets <result> to where a dataset's folder has a file: gzipped or as it is, also under the name with a point that some unpackers
# give it; empty where it has none.
function(find_idx folder file result)
  string(REPLACE "-idx" ".idx" pointed "${file}")
  set(${result} "" PARENT_SCOPE)
  foreach(name "${file}.gz" "${pointed}.gz" "${file}" "${pointed}")
    if(EXISTS "${folder}/${name}")
      set(${result} "${folder}/${name}" PARENT_SCOPE)
      return()
    endif()
  endforeach()
endfunction()

# Makes <copy> hold the file, gzipped if it is not: 55 MB of raw images would be too much to load, and the page unpacks by itself.
function(take_gzipped file copy)
  if(file MATCHES "\\.gz$")
    file(COPY_FILE "${file}" "${copy}" ONLY_IF_DIFFERENT)  # of a symbolic link, what it leads to
  elseif("${file}" IS_NEWER_THAN "${copy}")  # or there is no copy
    execute_process(COMMAND gzip -9nc INPUT_FILE "${file}" OUTPUT_FILE "${copy}.part" COMMAND_ERROR_IS_FATAL ANY)
    file(RENAME "${copy}.part" "${copy}")
  endif()
  file(CHMOD "${copy}" PERMISSIONS OWNER_READ OWNER_WRITE GROUP_READ WORLD_READ)
endfunction()

# Takes the two files of a half of a dataset along where the folder has both, and sets <result> to their bytes as they are to be
# loaded, else to 0.
function(take_half folder half result)
  set(${result} 0 PARENT_SCOPE)
  get_filename_component(dataset "${folder}" NAME)
  set(files "${half}-images-idx3-ubyte" "${half}-labels-idx1-ubyte")
  foreach(file IN LISTS files)
    find_idx("${folder}" ${file} source)
    if(NOT source)
      return()
    endif()
  endforeach()
  file(MAKE_DIRECTORY "${SITE}/data/${dataset}")
  set(bytes 0)
  foreach(file IN LISTS files)
    set(copy "${SITE}/data/${dataset}/${file}.gz")
    find_idx("${folder}" ${file} source)
    take_gzipped("${source}" "${copy}")
    file(SIZE "${copy}" size)
    math(EXPR bytes "${bytes} + ${size}")
    list(APPEND wanted "data/${dataset}/${file}.gz")
  endforeach()
  set(${result} ${bytes} PARENT_SCOPE)
  set(wanted ${wanted} PARENT_SCOPE)
endfunction()

# data/index.json: which halves of which datasets the site has, and how many bytes they are to load.
set(listed "")
foreach(folder IN LISTS DATASETS)
  take_half("${folder}" train train_bytes)
  take_half("${folder}" t10k test_bytes)
  if(train_bytes OR test_bytes)
    get_filename_component(dataset "${folder}" NAME)
    list(APPEND listed "{\"name\":\"${dataset}\",\"train_bytes\":${train_bytes},\"test_bytes\":${test_bytes}}")
  endif()
endforeach()
list(JOIN listed "," listed)
file(CONFIGURE OUTPUT "${SITE}/data/index.json" CONTENT "{\"version\":1,\"datasets\":[${listed}]}\n" @ONLY)
list(APPEND wanted data/index.json)

file(GLOB_RECURSE present RELATIVE "${SITE}" "${SITE}/*")
list(REMOVE_ITEM present ${wanted} bottleneck.html bottleneck-scorm.zip)  # these two are made of the rest, later
foreach(stale IN LISTS present)
  file(REMOVE "${SITE}/${stale}")
endforeach()
