// The bare parse: simdjson's document (DOM) of FILE, in memory already; prints the milliseconds of the
// first parse and of the fastest of ten, whose memory is there from the first.     parse FILE
#include <chrono>
#include <cstdio>
#include <simdjson.h>

int main(int count, char **arguments) {
  if (count != 2) return std::fprintf(stderr, "usage: parse FILE\n"), 2;
  auto bytes = simdjson::padded_string::load(arguments[1]);
  if (bytes.error()) return std::fprintf(stderr, "parse: %s\n", simdjson::error_message(bytes.error())), 1;
  simdjson::dom::parser parser;
  double first = 0, fastest = 1e9;
  for (int round = 0; round < 10; round++) {
    auto start = std::chrono::steady_clock::now();
    auto root = parser.parse(bytes.value_unsafe());
    double spent = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
    if (root.error()) return std::fprintf(stderr, "parse: %s\n", simdjson::error_message(root.error())), 1;
    if (round == 0) first = spent;
    if (spent < fastest) fastest = spent;
  }
  std::printf("%.2f %.2f\n", first, fastest);
  return 0;
}
