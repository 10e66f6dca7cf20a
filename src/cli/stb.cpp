// The one place that compiles stb's PNG and JPEG code (Debian's libstb-dev). Files are read and written by
// cli/files.h. It is a system header, so that its warnings stay silent.
#include <cstdlib>

// Memory begins as zeros: what a damaged file leaves out is black rather than whatever lay there, and a
// Huffman table that it does not define decodes to nothing.
#define STBI_MALLOC(size) std::calloc(1, size)
#define STBI_REALLOC(memory, size) std::realloc(memory, size)
#define STBI_FREE(memory) std::free(memory)

#define STB_IMAGE_IMPLEMENTATION
#define STBI_ONLY_PNG
#define STBI_ONLY_JPEG
#define STBI_NO_STDIO
#define STBI_FAILURE_USERMSG
#include <stb/stb_image.h>

#define STB_IMAGE_WRITE_IMPLEMENTATION
#define STBI_WRITE_NO_STDIO
#include <stb/stb_image_write.h>
