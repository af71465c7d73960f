import java.util.concurrent.*;
import java.util.concurrent.locks.*;

// Waits in each way Java has, and tells how many milliseconds each took.
public class Waits {
  static long begun = System.nanoTime();
  static void tell(String what) {
    long now = System.nanoTime();
    System.out.println(what + " " + (now - begun) / 1000000);
    begun = System.nanoTime();
  }
  public static void main(String[] arguments) throws Exception {
    long start = System.currentTimeMillis();
    tell("begin");
    Thread.sleep(3000);
    tell("sleep");
    Object lock = new Object();
    synchronized (lock) { lock.wait(2000); }
    tell("wait");
    LockSupport.parkNanos(1500000000L);
    tell("park");
    ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
    timer.schedule(() -> tell("scheduled"), 4, TimeUnit.SECONDS).get();
    CountDownLatch latch = new CountDownLatch(1);
    System.out.println(latch.await(2, TimeUnit.SECONDS));
    tell("latch");
    new Thread(() -> { try { Thread.sleep(1000); } catch (InterruptedException e) { } latch.countDown(); }).start();
    System.out.println(latch.await(9, TimeUnit.SECONDS));
    tell("counted down");
    timer.shutdown();
    System.out.println(System.currentTimeMillis() - start);
  }
}
