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
          {"alarm interrupts a read",
           R"(perl -e 'pipe(R, W);
                       eval { local $SIG{ALRM} = sub { die "late\n" }; alarm 6; sysread(R, $x, 1) };
                       print $@, time - $^T, "\n"')",
           seconds(6), "late\n6\n"},
          {"an alarm that is taken back does not ring",
           R"(perl -e 'alarm 3; sleep 1; print alarm 0, "\n"; sleep 5; print time - $^T, "\n"')",
           seconds(6), "2\n6\n"},
          {"select with a fraction", R"(perl -e 'select(undef, undef, undef, 2.5); print "ok\n"')",
           milliseconds(2500), "ok\n"},
          {"the clocks of Time::HiRes agree with its sleep",
           R"(perl -MTime::HiRes=time,sleep,clock_gettime,CLOCK_MONOTONIC -e '
                $t = time; $m = clock_gettime(CLOCK_MONOTONIC); sleep 1.25;
                printf "%.6f %.6f\n", time - $t, clock_gettime(CLOCK_MONOTONIC) - $m')",
           milliseconds(1250), "1.250000 1.250000\n"},
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
          {"a socket's accept gives up",
           R"(perl -MIO::Socket::INET -e '
                $s = IO::Socket::INET->new(Listen => 1, LocalPort => 8080, Timeout => 4) or die;
                print defined $s->accept ? 1 : 0, "\n"')",
           seconds(4), "0\n"},
          {"children end in the order of their sleeps",
           R"(perl -e 'for $i (1..3) { next if fork; sleep 4 - $i; print "$i\n"; exit }
                       $n++ while wait > 0; print "$n\n"')",
           seconds(3), "3\n2\n1\n3\n"},
      }};
}

}  // namespace greenroom::real
