// Writes a Prometheus range answer to standard output:  matrix SERIES POINTS
// The labels are those of a request counter in a cluster, the values have 3 to 17 digits, the times
// milliseconds, and one sample in a thousand is NaN. The same arguments give the same bytes.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

static uint64_t state = 7;

static uint64_t next(void) {  // SplitMix64
  uint64_t z = state += 0x9E3779B97F4A7C15;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
  return z ^ (z >> 31);
}

static void labels(int series) {
  static const char *const methods[] = {"GET", "POST", "PUT", "DELETE"};
  static const char *const codes[] = {"200", "204", "404", "500", "503"};
  printf(
      "{\"metric\":{\"__name__\":\"http_requests_total\",\"code\":\"%s\",\"container\":\"server\","
      "\"endpoint\":\"http-metrics\",\"handler\":\"/api/v1/items/{id}\",\"instance\":\"10.42.%d.%d:8080\","
      "\"job\":\"shop/checkout\",\"method\":\"%s\",\"namespace\":\"shop\","
      "\"pod\":\"checkout-7d9f8b6c5d-%05x\"},\"values\":[",
      codes[series % 5], series / 250, series % 250, methods[series / 5 % 4], series * 2654435u % 1048576);
}

int main(int count, char **arguments) {
  if (count != 3) return fprintf(stderr, "usage: matrix SERIES POINTS\n"), 2;
  int series = atoi(arguments[1]), points = atoi(arguments[2]);
  printf("{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[");
  for (int s = 0; s < series; s++) {
    if (s) putchar(',');
    labels(s);
    double level = (double)(next() >> 40);
    for (int p = 0; p < points; p++) {
      int decimals = (int)(next() % 10);
      level += ((double)(next() >> 11) / 9007199254740992.0 - 0.5) * level / 50;
      // Prometheus' clock never has more than three decimals.
      printf("%s[%lld.781,", p ? "," : "", 1700000000LL + 15LL * p);
      if (next() % 1000) printf("\"%.*f\"]", decimals, level); else printf("\"NaN\"]");
    }
    printf("]}");
  }
  printf("]}}\n");
  return ferror(stdout) || fflush(stdout) ? 1 : 0;
}
