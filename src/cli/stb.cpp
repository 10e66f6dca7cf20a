// The one place that compiles stb's PNG and JPEG code (Debian's libstb-dev). Files are read and written by
// cli/files.h. It is a system header, so that its warnings stay silent.
#include <cstdlib>

#include <zlib.h>

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

// zlib packs several times as fast as stb's own code does. level: 0 to 9. Null: there is no memory.
static unsigned char* pack(const unsigned char* bytes, int size, int* packed_size, int level) {
  uLongf length = compressBound(static_cast<uLong>(size));
  auto* const packed = static_cast<unsigned char*>(std::malloc(length));
  if (!packed || compress2(packed, &length, bytes, static_cast<uLong>(size), level) != Z_OK) {
    std::free(packed);
    return nullptr;
  }
  *packed_size = static_cast<int>(length);
  return packed;
}

#define STBIW_ZLIB_COMPRESS pack
#define STB_IMAGE_WRITE_IMPLEMENTATION
#define STBI_WRITE_NO_STDIO
#include <stb/stb_image_write.h>
