# `bottleneck_fonts`: Inter and JetBrains Mono cut to the characters in use and compiled in, so that the page needs no
# further request before its first frame. Use: #include "fonts.h".
set(_fonts_dir ${PROJECT_BINARY_DIR}/fonts)
set(_cut_fonts)
foreach(font inter_regular inter_semibold inter_bold mono_regular)
  set(_characters ${PROJECT_SOURCE_DIR}/cmake/font_characters_latin.txt)
  if(font STREQUAL inter_regular)
    set(_characters ${PROJECT_SOURCE_DIR}/cmake/font_characters.txt)
  endif()
  string(TOUPPER ${font} _name)
  set(_source ${BOTTLENECK_${_name}})
  add_custom_command(
    OUTPUT ${_fonts_dir}/${font}.font
    COMMAND ${CMAKE_COMMAND} -E env "PYTHONPATH=${BOTTLENECK_FONTTOOLS_PATH}"
      # Dear ImGui places glyph by glyph: tables of layout, hints and names are dead weight. The HTML has figures in columns.
      python3 -m fontTools.subset ${_source} --unicodes-file=${_characters} --output-file=${_fonts_dir}/${font}.font
      --layout-features=tnum --no-hinting --desubroutinize --name-IDs= --drop-tables+=GDEF,GPOS,DSIG,STAT,meta
    DEPENDS ${_source} ${_characters}
    COMMENT "Cutting ${font} to the characters in use"
    VERBATIM)
  list(APPEND _cut_fonts ${_fonts_dir}/${font}.font)
endforeach()

configure_file(${PROJECT_SOURCE_DIR}/cmake/fonts.h.in ${_fonts_dir}/fonts.h COPYONLY)
configure_file(${PROJECT_SOURCE_DIR}/cmake/fonts.cpp.in ${_fonts_dir}/fonts.cpp COPYONLY)
add_library(bottleneck_fonts STATIC ${_fonts_dir}/fonts.cpp)
set_source_files_properties(${_fonts_dir}/fonts.cpp PROPERTIES OBJECT_DEPENDS "${_cut_fonts}")
target_include_directories(bottleneck_fonts PUBLIC ${_fonts_dir})
# #embed is C23; clang has it in C++ too, and warns that it is an extension.
target_compile_options(bottleneck_fonts PRIVATE -Wno-c23-extensions)
