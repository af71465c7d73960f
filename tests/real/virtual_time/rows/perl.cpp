// perl: alarm, select, sleep and time agree.
#include "tests/real/virtual_time/rows/rows.h"

namespace greenroom::real {

Group perl_group() {
  return {
      "perl",
      {
          {"alarm interrupts a sleep",
           R"(perl -e '$SIG{ALRM} = sub { print time - $t, "\n"; exit 3 }; $t = time; alarm 30;
                       sleep 100')",
           seconds(30), "30\n", 3},
          {"select with a fraction", R"(perl -e 'select(undef, undef, undef, 2.5); print "ok\n"')",
           milliseconds(2500), "ok\n"},
          {"an interval timer rings again and again",
           R"(perl -MTime::HiRes=setitimer,ITIMER_REAL -e '
                $SIG{ALRM} = sub { print ++$n, "\n"; exit if $n == 3 };
                setitimer(ITIMER_REAL, 1, 2); sleep 100 while 1')",
           seconds(5), "1\n2\n3\n"},
          {"an interrupted sleep goes on with what is left",
           R"(perl -e '$SIG{USR1} = sub { print "caught\n" }; $| = 1; $left = 10;
                       $left -= sleep($left) while $left > 0; print "slept\n"' & pid=$!
              sleep 4; kill -USR1 $pid; wait $pid; wait)",
           seconds(10), "caught\nslept\n"},
      }};
}

}  // namespace greenroom::real
