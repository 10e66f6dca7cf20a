# Every text of the page stands in texts/english.json: "program" becomes the header texts.h (bottleneck::texts::kName for
# "name"), "shell" the module texts.js and what index.html says before the program runs.
set(BOTTLENECK_TEXTS ${PROJECT_SOURCE_DIR}/texts/english.json)
set(BOTTLENECK_GENERATED ${PROJECT_BINARY_DIR}/generated)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${BOTTLENECK_TEXTS})

function(generate_texts)
  file(READ ${BOTTLENECK_TEXTS} json)
  string(JSON program GET "${json}" program)
  string(JSON count LENGTH "${program}")
  set(header "// Written by cmake/texts.cmake from texts/english.json.\n#pragma once\n\nnamespace bottleneck::texts {\n\n")
  math(EXPR last "${count} - 1")
  foreach(i RANGE ${last})
    string(JSON key MEMBER "${program}" ${i})
    string(JSON text GET "${program}" ${key})
    string(SUBSTRING ${key} 0 1 first)
    string(SUBSTRING ${key} 1 -1 rest)
    string(TOUPPER ${first} first)
    string(REPLACE "\\" "\\\\" text "${text}")
    string(REPLACE "\"" "\\\"" text "${text}")
    string(REPLACE "\n" "\\n" text "${text}")
    string(APPEND header "inline constexpr const char* k${first}${rest} = \"${text}\";\n")
  endforeach()
  string(APPEND header "\n}  // namespace bottleneck::texts\n")
  # Written only when it has changed: what includes it is compiled again for a reason.
  file(GENERATE OUTPUT ${BOTTLENECK_GENERATED}/texts.h CONTENT "${header}")

  string(JSON shell GET "${json}" shell)
  file(GENERATE OUTPUT ${BOTTLENECK_GENERATED}/texts.js CONTENT
    "// Written by cmake/texts.cmake from texts/english.json.\nexport const texts = ${shell};\n")
endfunction()
generate_texts()
