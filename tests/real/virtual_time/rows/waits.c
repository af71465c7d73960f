// Waits in every way there is, and tells by every clock there is how long it took.
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sys/epoll.h>
#include <sys/select.h>
#include <sys/time.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>
static void nothing(int number) { (void)number; }
int main(void) {
  struct timespec begin, end, wait = {10, 0};
  struct timeval day, later, two = {2, 0};
  clock_gettime(CLOCK_MONOTONIC, &begin);
  gettimeofday(&day, 0);
  time_t start = time(0);
  nanosleep(&wait, 0);
  clock_gettime(CLOCK_REALTIME, &wait);
  wait.tv_sec += 5;
  clock_nanosleep(CLOCK_REALTIME, TIMER_ABSTIME, &wait, 0);
  poll(0, 0, 3000);
  select(0, 0, 0, 0, &two);
  struct epoll_event event;
  epoll_wait(epoll_create1(0), &event, 1, 4000);
  int timer = timerfd_create(CLOCK_MONOTONIC, 0);
  struct itimerspec setting = {{1, 0}, {6, 0}};
  timerfd_settime(timer, 0, &setting, 0);
  unsigned long rings = 0;
  long got = read(timer, &rings, sizeof rings);
  printf("%ld %lu\n", got, rings);
  close(timer);
  signal(SIGALRM, nothing);
  alarm(7);
  pause();
  timer_t made;
  timer_create(CLOCK_MONOTONIC, 0, &made);
  struct itimerspec once = {{0, 0}, {8, 0}};
  timer_settime(made, 0, &once, 0);
  pause();
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGUSR1);
  sigprocmask(SIG_BLOCK, &set, 0);
  struct timespec nine = {9, 0};
  sigtimedwait(&set, 0, &nine);
  clock_gettime(CLOCK_MONOTONIC, &end);
  gettimeofday(&later, 0);
  printf("%ld %ld %ld\n", end.tv_sec - begin.tv_sec, later.tv_sec - day.tv_sec, time(0) - start);
}
