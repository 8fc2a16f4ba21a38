/* What libFuzzer calls: one program for each target, named when this is compiled. */
#include "fuzz.h"

#define TARGET_OF(name) fuzz_##name
#define TARGET(name)    TARGET_OF(name)

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    TARGET(FUZZ_NAME)(bytes, len);
    return 0;
}
