// How many instructions a command and an event take, as callgrind counts them: stated counts of the
// preset `simulation` (-O1), on any x86-64 machine. No socket, disk or second thread is in them.
// Whoever needs more changes the number here, and says why; whoever needs less lowers it.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "test/instructions/counted.hpp"
#include "test/support/command.hpp"
#include "test/support/temp_folder.hpp"

using namespace fettle::test;

namespace {

// What differs between machines is fixed: glibc, simdjson and OpenSSL choose their code by the CPU,
// and are told to take what x86-64 has had for ten years (the CPU that valgrind shows has AVX2
// where the machine has it, and never AVX-512). The environment lies on the stack and moves what is
// there, so nothing else of it is passed on. And malloc keeps all small pieces that are freed for
// those who ask next: when it tidies up depends on all that was freed before, and costs more than a
// command.
const std::string fixed =
    "env -i PATH=/usr/bin:/bin LD_BIND_NOW=1 SIMDJSON_FORCE_IMPLEMENTATION=westmere "
    "OPENSSL_ia32cap=~0x5000100000000000:0 "  // no AVX, FMA, RDRAND; none of AVX2, BMI, SHA
    "GLIBC_TUNABLES=glibc.malloc.tcache_count=65535:glibc.cpu.hwcaps="
    "-AVX,-AVX2,-AVX_Fast_Unaligned_Load,Fast_Unaligned_Copy,-BMI1,-BMI2,-ERMS,-FSRM,-LZCNT,-MOVBE "
    "valgrind --quiet --tool=callgrind --collect-atstart=no ";

constexpr double tolerated = 1.05;  // of what is stated: other builds of the same libraries

// Of the child of that name in counted.cpp.
double instructions_each(const std::string& child) {
  const TempFolder folder;
  const auto out = folder.path() / "callgrind.out";
  const auto self = std::filesystem::read_symlink("/proc/self/exe");
  const auto ran =
      run_command(fixed + "--callgrind-out-file='" + out.string() + "' '" + self.string() +
                  "' --no-skip --test-case='child: " + child + "*' 2>&1");
  REQUIRE_MESSAGE(ran.status == 0, ran.text);
  std::ifstream lines(out);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("totals: ")) return std::stod(line.substr(8)) / counted;
  }
  FAIL("callgrind wrote no totals: ", ran.text);
  return 0;
}

void check(const std::string& child, double stated) {
  const auto found = instructions_each(child);
  MESSAGE(child, ": ", found, " each; stated: ", stated);
  CHECK(found > 0);
  CHECK(found <= tolerated * stated);
}

}  // namespace

TEST_CASE("a command takes no more instructions than stated") { check("commands", 111'400); }

TEST_CASE("an event takes no more instructions into rows than stated") { check("events", 47'000); }
