// Wake-ups that a thread puts off until it is through with what is ready. A thread that is woken
// for each piece of its work takes a processor from the one that still has more of it to hand over;
// woken once, it finds all of it.
#pragma once

#include <functional>
#include <memory>
#include <vector>

namespace fettle {

// A thread that waits for work. Any thread may wake it, whether it sleeps or not.
class Sleeper {
 public:
  virtual ~Sleeper() = default;
  virtual void wake() = 0;
};

// A thread that puts wake-ups off, and lends itself: whom it wakes may do his work on it.
class Host {
 public:
  virtual ~Host() = default;
  // Wakes `sleeper` on the host's thread, soon. Any thread. False: the host has ended.
  virtual bool wake_there(std::shared_ptr<Sleeper> sleeper) = 0;
};

class WakeUps {
 public:
  // While it lives, what this thread wakes waits for flush(). `begun` is called for the first: it
  // sees to it that flush() comes soon. Made and ended on the thread whose it is; `host`, if any,
  // is that thread.
  explicit WakeUps(std::function<void()> begun = {}, std::shared_ptr<Host> host = {});
  ~WakeUps();
  WakeUps(const WakeUps&) = delete;
  WakeUps& operator=(const WakeUps&) = delete;

  // Wakes each sleeper once. Whom these wake in turn waits for the next flush.
  void flush();

  // Wakes when the calling thread flushes; at once when it puts nothing off.
  static void wake(const std::shared_ptr<Sleeper>& sleeper);

  // The calling thread, if it lends itself.
  static std::shared_ptr<Host> host();

 private:
  const std::function<void()> begun_;
  const std::shared_ptr<Host> host_;
  std::vector<std::shared_ptr<Sleeper>> put_off_, waking_;
};

}  // namespace fettle
