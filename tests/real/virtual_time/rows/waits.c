// Waits in every way there is: `waits PART` does one part and prints, for each wait, what it
// returned and how many milliseconds it took by the monotonic clock. `waits all` does the old
// whole.
#define _GNU_SOURCE
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/timerfd.h>
#include <sys/times.h>
#include <time.h>
#include <unistd.h>

static struct timespec begun;

static long milliseconds_since(const struct timespec* begin) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (now.tv_sec - begin->tv_sec) * 1000 + (now.tv_nsec - begin->tv_nsec) / 1000000;
}

// Tells of the wait since the last call.
static void tell(const char* what, long returned) {
  printf("%s %ld %ld\n", what, returned, milliseconds_since(&begun));
  clock_gettime(CLOCK_MONOTONIC, &begun);
}

static void nothing(int number) {
  (void)number;
}

// Without SA_RESTART, so that waits are interrupted.
static void on_signal(int number) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = nothing;
  sigaction(number, &action, 0);
}

static void sleeps(void) {
  struct timespec wait = {10, 500000000}, left = {0, 0};
  tell("nanosleep", nanosleep(&wait, 0));
  clock_gettime(CLOCK_REALTIME, &wait);
  wait.tv_sec += 5;
  tell("until", clock_nanosleep(CLOCK_REALTIME, TIMER_ABSTIME, &wait, 0));
  clock_gettime(CLOCK_MONOTONIC, &wait);
  wait.tv_sec += 6;
  tell("until", clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &wait, 0));
  tell("past", clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &begun, 0));
  struct timespec seven = {7, 0};
  tell("clock", clock_nanosleep(CLOCK_MONOTONIC, 0, &seven, 0));
  tell("usleep", usleep(250000));
  on_signal(SIGALRM);
  alarm(2);
  wait.tv_sec = 9;
  wait.tv_nsec = 0;
  tell("interrupted", nanosleep(&wait, &left));
  printf("left %ld\n", (long)left.tv_sec);
}

static void descriptors(void) {
  int ends[2];
  if (pipe(ends) != 0)
    return;
  struct pollfd readable = {ends[0], POLLIN, 0};
  tell("poll", poll(&readable, 1, 3000));
  struct timespec one = {1, 500000000};
  tell("ppoll", ppoll(&readable, 1, &one, 0));
  struct timeval two = {2, 0};
  fd_set set;
  FD_ZERO(&set);
  FD_SET(ends[0], &set);
  tell("select", select(ends[0] + 1, &set, 0, 0, &two));
  FD_SET(ends[0], &set);
  struct timespec four = {4, 0};
  tell("pselect", pselect(ends[0] + 1, &set, 0, 0, &four, 0));
  int epoll = epoll_create1(0);
  struct epoll_event event = {EPOLLIN, {0}};
  epoll_ctl(epoll, EPOLL_CTL_ADD, ends[0], &event);
  tell("epoll_wait", epoll_wait(epoll, &event, 1, 5000));
  tell("epoll_pwait", epoll_pwait(epoll, &event, 1, 6000, 0));
  struct timespec seven = {7, 0};
  tell("epoll_pwait2", syscall(441, epoll, &event, 1, &seven, 0, 8));
  if (fork() == 0) {
    sleep(2);
    _exit(write(ends[1], "x", 1) == 1 ? 0 : 1);
  }
  tell("ready", poll(&readable, 1, 9000));
  tell("still ready", epoll_wait(epoll, &event, 1, 9000));
}

static void timer_descriptors(void) {
  int timer = timerfd_create(CLOCK_MONOTONIC, 0);
  struct itimerspec setting = {{2, 0}, {6, 0}}, left;
  unsigned long rings = 0;
  timerfd_settime(timer, 0, &setting, 0);
  tell("first", read(timer, &rings, sizeof rings));
  sleep(5);
  tell("slept", 0);
  tell("missed", read(timer, &rings, sizeof rings));
  printf("rings %lu\n", rings);
  timerfd_gettime(timer, &left);
  printf("left %ld\n", (long)left.it_value.tv_sec);
  int epoll = epoll_create1(0);
  struct epoll_event event = {EPOLLIN, {0}};
  epoll_ctl(epoll, EPOLL_CTL_ADD, timer, &event);
  tell("epoll", epoll_wait(epoll, &event, 1, 9000));
  struct itimerspec at = {{0, 0}, {begun.tv_sec + 3, begun.tv_nsec}};
  int until = timerfd_create(CLOCK_MONOTONIC, 0);
  timerfd_settime(until, TFD_TIMER_ABSTIME, &at, 0);
  tell("at", read(until, &rings, sizeof rings));
  struct timespec day;
  clock_gettime(CLOCK_REALTIME, &day);
  struct itimerspec at_day = {{0, 0}, {day.tv_sec + 4, day.tv_nsec}};
  int of_the_day = timerfd_create(CLOCK_REALTIME, 0);
  timerfd_settime(of_the_day, TFD_TIMER_ABSTIME, &at_day, 0);
  tell("at day", read(of_the_day, &rings, sizeof rings));
}

static void timers(void) {
  on_signal(SIGALRM);
  alarm(7);
  tell("alarm", pause());
  alarm(5);
  sleep(2);
  tell("alarm taken back", alarm(0));
  struct itimerval often = {{2, 0}, {1, 0}}, never = {{0, 0}, {0, 0}};
  setitimer(ITIMER_REAL, &often, 0);
  tell("setitimer", pause());
  tell("again", pause());
  setitimer(ITIMER_REAL, &never, 0);
  timer_t made;
  timer_create(CLOCK_MONOTONIC, 0, &made);
  struct itimerspec once = {{0, 0}, {8, 0}};
  timer_settime(made, 0, &once, 0);
  tell("timer", pause());
  struct sigevent event;
  memset(&event, 0, sizeof event);
  event.sigev_notify = SIGEV_SIGNAL;
  event.sigev_signo = SIGUSR1;
  on_signal(SIGUSR1);
  timer_create(CLOCK_REALTIME, &event, &made);
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  struct itimerspec at = {{0, 0}, {now.tv_sec + 3, now.tv_nsec}};
  timer_settime(made, TIMER_ABSTIME, &at, 0);
  tell("timer at", pause());
}

static void signals(void) {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGUSR1);
  sigprocmask(SIG_BLOCK, &set, 0);
  struct timespec nine = {9, 0};
  tell("sigtimedwait", sigtimedwait(&set, 0, &nine));
  pid_t self = getpid();
  if (fork() == 0) {
    sleep(4);
    kill(self, SIGUSR1);
    _exit(0);
  }
  tell("signalled", sigtimedwait(&set, 0, &nine) == SIGUSR1);
}

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t condition = PTHREAD_COND_INITIALIZER;
static sem_t semaphore;

static void* wake(void* nobody) {
  sleep(2);
  sem_post(&semaphore);
  sleep(2);
  pthread_mutex_lock(&mutex);
  pthread_cond_signal(&condition);
  pthread_mutex_unlock(&mutex);
  return nobody;
}

static struct timespec in_seconds(long seconds) {
  struct timespec at;
  clock_gettime(CLOCK_REALTIME, &at);
  at.tv_sec += seconds;
  return at;
}

static void threads(void) {
  sem_init(&semaphore, 0, 0);
  struct timespec until = in_seconds(5);
  tell("semaphore", sem_timedwait(&semaphore, &until));
  pthread_mutex_lock(&mutex);
  until = in_seconds(6);
  tell("condition", pthread_cond_timedwait(&condition, &mutex, &until) == ETIMEDOUT);
  pthread_t waker;
  pthread_create(&waker, 0, wake, 0);
  until = in_seconds(9);
  tell("posted", sem_timedwait(&semaphore, &until));
  until = in_seconds(9);
  tell("notified", pthread_cond_timedwait(&condition, &mutex, &until));
  pthread_mutex_unlock(&mutex);
  pthread_join(waker, 0);
  tell("joined", 0);
}

static void* sleep_4(void* unused) {
  sleep(4);
  return unused;
}

static void* doze(void* unused) {
  usleep(1000);
  return unused;
}

static void* end_at_once(void* unused) { return unused; }

// Threads wait while others come and go: while they end, the kernel's list of a process's threads
// leaves out some that live.
static void crowd(void) {
  pthread_t sleepers[8], others[64];
  for (int i = 0; i < 8; ++i)
    pthread_create(&sleepers[i], 0, sleep_4, 0);
  for (int round = 0; round < 100; ++round) {
    for (int i = 0; i < 64; ++i)
      pthread_create(&others[i], 0, i % 8 ? end_at_once : doze, 0);
    for (int i = 0; i < 64; ++i)
      pthread_join(others[i], 0);
  }
  for (int i = 0; i < 8; ++i)
    pthread_join(sleepers[i], 0);
  tell("all", 0);
}

// Each clock, before and after an hour.
static void clocks(void) {
  const clockid_t all[] = {CLOCK_REALTIME,
                           CLOCK_MONOTONIC,
                           CLOCK_MONOTONIC_RAW,
                           CLOCK_REALTIME_COARSE,
                           CLOCK_MONOTONIC_COARSE,
                           CLOCK_BOOTTIME,
                           CLOCK_TAI};
  struct timespec before[7], after;
  struct timeval day, later;
  struct tms used;
  for (int i = 0; i < 7; ++i)
    clock_gettime(all[i], &before[i]);
  gettimeofday(&day, 0);
  time_t start = time(0);
  clock_t ticks = times(&used);
  sleep(3600);
  for (int i = 0; i < 7; ++i) {
    clock_gettime(all[i], &after);
    printf("%ld ", (long)(after.tv_sec - before[i].tv_sec));
  }
  gettimeofday(&later, 0);
  printf("%ld %ld %ld\n", (long)(later.tv_sec - day.tv_sec), (long)(time(0) - start),
         (long)(times(&used) - ticks) / sysconf(_SC_CLK_TCK));
  printf("%ld\n", (long)start);
}

// One after the other in one process, as no single part does.
static void all(void) {
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
  printf("%ld %ld %ld\n", (long)(end.tv_sec - begin.tv_sec), (long)(later.tv_sec - day.tv_sec),
         (long)(time(0) - start));
}

static const struct {
  const char* name;
  void (*run)(void);
} parts[] = {{"sleeps", sleeps},
             {"descriptors", descriptors},
             {"timer_descriptors", timer_descriptors},
             {"timers", timers},
             {"signals", signals},
             {"threads", threads},
             {"crowd", crowd},
             {"clocks", clocks},
             {"all", all}};

int main(int count, char** arguments) {
  clock_gettime(CLOCK_MONOTONIC, &begun);
  setvbuf(stdout, 0, _IOLBF, 0);
  for (unsigned i = 0; count > 1 && i < sizeof parts / sizeof parts[0]; ++i) {
    if (strcmp(parts[i].name, arguments[1]) == 0) {
      parts[i].run();
      return 0;
    }
  }
  return 2;
}
