// Both generations of Catch2 behind one include: Debian 12 has 2.13, newer systems 3.
#pragma once

#ifdef ENTENTE_CATCH_3
#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
using Catch::Approx;
#else
#include <catch2/catch.hpp>
#endif
