#include "kernels_body.inc"

namespace entente::ingest::language {

extern const Kernels kAvx2Kernels;
const Kernels kAvx2Kernels = make("avx2");

}  // namespace entente::ingest::language
