#include "kernels_body.inc"

namespace entente::ingest::language {

extern const Kernels kPortableKernels;
const Kernels kPortableKernels = make("portable");

}  // namespace entente::ingest::language
