#include "kernels_body.inc"

namespace entente::ingest::language {

extern const Kernels kAvx512Kernels;
const Kernels kAvx512Kernels = make("avx512");

}  // namespace entente::ingest::language
