#include "sim/real/sandbox_root.h"

#include <fcntl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <string>
#include <vector>

#include "sim/core/harness_error.h"
#include "sim/real/sandbox_network.h"

namespace greenroom::real {
namespace {

// Where the new root is put together. Covered inside the machine's own mount namespace only, so
// nothing appears on, or is left behind on, the computer; a machine has its own /sys.
constexpr const char* k_base = "/sys";
constexpr const char* k_agent_directory = "/opt/codedeploy-agent";

[[noreturn]] void fail(const std::string& step) {
  throw HarnessError("cannot set up a machine: " + step + ": " + std::strerror(errno) +
                     ". `greenroom doctor` tells what is missing on this computer.");
}

void must(bool ok, const std::string& step) {
  if (!ok) {
    fail(step);
  }
}

void make_directory(const std::string& path, mode_t mode = 0755) {
  must(mkdir(path.c_str(), mode) == 0 || errno == EEXIST, "make directory " + path);
  must(chmod(path.c_str(), mode) == 0, "set the mode of " + path);
}

void write_text(const std::string& path, const std::string& text, mode_t mode = 0644) {
  const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode);
  must(file >= 0, "create " + path);
  const ssize_t wrote = write(file, text.data(), text.size());
  must(wrote == static_cast<ssize_t>(text.size()), "write " + path);
  fchmod(file, mode);
  close(file);
}

// Host secrets are hidden by whiteouts: character devices 0/0 in the private layer.
void hide_secrets(const std::string& upper_etc) {
  for (const char* name :
       {"shadow", "shadow-", "gshadow", "gshadow-", "ssh", "sudoers", "sudoers.d", "machine-id"}) {
    const std::string path = upper_etc + "/" + name;
    must(mknod(path.c_str(), S_IFCHR, makedev(0, 0)) == 0 || errno == EEXIST,
         "hide /etc/" + std::string(name));
  }
}

// Written into the private layer before it is mounted: in a user namespace the host's own files
// below could not be replaced afterwards, because their owner has no number there.
void write_identity(const std::string& etc, const SandboxPlan& plan) {
  write_text(etc + "/hostname", plan.host_name + "\n");
  std::string hosts = "127.0.0.1 localhost\n";
  if (!plan.private_ip.empty()) {
    hosts += plan.private_ip + " " + plan.host_name + "\n";
  } else {
    hosts += "127.0.0.1 " + plan.host_name + "\n";
  }
  write_text(etc + "/hosts", hosts);
  write_text(etc + "/resolv.conf", "");
  if (access((etc + "/passwd").c_str(), F_OK) == 0) {
    return;  // booted before: users that were added since stay
  }
  write_text(etc + "/passwd",
             "root:x:0:0:root:/root:/bin/bash\n"
             "daemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin\n"
             "www-data:x:33:33:www-data:/var/www:/usr/sbin/nologin\n"
             "ec2-user:*:1000:1000:EC2 Default User:/home/ec2-user:/bin/bash\n"
             "nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n");
  write_text(etc + "/group",
             "root:x:0:\ndaemon:x:1:\ntty:x:5:\nwww-data:x:33:\nec2-user:x:1000:\n"
             "nogroup:x:65534:\n");
}

// One overlay per top-level directory works as root and in a user namespace alike, where an overlay
// over `/` itself is refused because the submounts of `/` are locked.
void overlay(const std::string& name, const std::string& base, const SandboxPlan& plan) {
  const std::string upper = base + "/upper/" + name;
  const std::string work = base + "/work/" + name;
  const std::string target = base + "/root/" + name;
  make_directory(upper);
  make_directory(work, 0700);
  make_directory(target);
  if (name == "etc") {
    hide_secrets(upper);
    write_identity(upper, plan);
  }
  std::string options = "lowerdir=/" + name + ",upperdir=" + upper + ",workdir=" + work;
  if (plan.user_namespace) {
    options += ",userxattr";
  }
  must(mount("overlay", target.c_str(), "overlay", 0, options.c_str()) == 0,
       "mount an overlay over /" + name);
}

void show_host_software(const std::string& base, const SandboxPlan& plan) {
  for (const char* name : {"usr", "etc", "opt", "bin", "sbin", "lib", "lib32", "lib64", "libx32"}) {
    const std::string host = std::string("/") + name;
    struct stat info {};
    if (lstat(host.c_str(), &info) != 0) {
      continue;
    }
    if (S_ISLNK(info.st_mode)) {
      std::array<char, 256> target{};
      const ssize_t length = readlink(host.c_str(), target.data(), target.size() - 1);
      must(length > 0, "read the link " + host);
      must(symlink(target.data(), (base + "/root/" + name).c_str()) == 0 || errno == EEXIST,
           "link " + host);
    } else {
      overlay(name, base, plan);
    }
  }
}

// An instance's agent keeps its revisions outside of the overlay, which costs with every file. Same
// file system, so the disk is as full as it would be.
void make_agent_directory(const std::string& base, const SandboxPlan& plan) {
  if (plan.instance_id.empty()) {
    return;
  }
  const std::string private_one = base + "/codedeploy-agent";
  const std::string seen = base + "/root" + k_agent_directory;
  make_directory(private_one);
  make_directory(base + "/root/opt");
  make_directory(seen);
  must(mount(private_one.c_str(), seen.c_str(), nullptr, MS_BIND, nullptr) == 0,
       std::string("bind ") + k_agent_directory);
}

void make_private_directories(const std::string& root) {
  for (const char* name : {"proc", "dev", "run", "home", "var", "srv", "mnt", "media"}) {
    make_directory(root + "/" + name);
  }
  make_directory(root + "/root", 0700);
  make_directory(root + "/tmp", 01777);
  for (const char* name : {"log", "lib", "cache", "spool", "opt", "lib/cloud", "lib/cloud/data"}) {
    make_directory(root + "/var/" + name);
  }
  make_directory(root + "/var/tmp", 01777);
  must(symlink("/run", (root + "/var/run").c_str()) == 0 || errno == EEXIST, "link /var/run");
  make_directory(root + "/run/lock", 01777);
  make_directory(root + "/home/ec2-user");
  // What the C library counts processors by; machine_facts.h has the reason for one.
  for (const char* name : {"", "/devices", "/devices/system", "/devices/system/cpu"}) {
    make_directory(root + "/sys" + name);
  }
  for (const char* name : {"online", "possible", "present"}) {
    write_text(root + "/sys/devices/system/cpu/" + name, "0\n", 0444);
  }
}

void make_devices(const std::string& root) {
  const std::string dev = root + "/dev";
  must(mount("dev", dev.c_str(), "tmpfs", MS_NOSUID, "mode=755,size=64m") == 0, "mount /dev");
  for (const char* name : {"null", "zero", "full", "random", "urandom", "tty"}) {
    const std::string path = dev + "/" + name;
    write_text(path, "");
    must(mount((std::string("/dev/") + name).c_str(), path.c_str(), nullptr, MS_BIND, nullptr) == 0,
         std::string("bind /dev/") + name);
  }
  make_directory(dev + "/shm", 01777);
  symlink("/proc/self/fd", (dev + "/fd").c_str());
  symlink("/proc/self/fd/0", (dev + "/stdin").c_str());
  symlink("/proc/self/fd/1", (dev + "/stdout").c_str());
  symlink("/proc/self/fd/2", (dev + "/stderr").c_str());
}

// The kernel's list of processes, without the rest of /proc, at a mount that nobody can reach by
// name.
int open_process_list(const std::string& root) {
  const std::string proc = root + "/proc";
  const unsigned long flags = MS_NOSUID | MS_NODEV | MS_NOEXEC;
  const bool pids_only = mount("proc", proc.c_str(), "proc", flags, "subset=pid") == 0;
  if (!pids_only) {
    must(mount("proc", proc.c_str(), "proc", flags, nullptr) == 0, "mount /proc");
  }
  const int directory = open(proc.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  must(directory >= 0, "open /proc");
  if (pids_only) {
    must(umount2(proc.c_str(), MNT_DETACH) == 0, "hide the list of processes");
    must(mount("proc", proc.c_str(), "proc", flags, nullptr) == 0, "mount /proc");
  }
  return directory;
}

// The machine's own uptime, on virtual time: whoever made the machine keeps the file.
void cover_uptime(const std::string& root) {
  const std::string ours = root + "/dev/.uptime";
  const std::string theirs = root + "/proc/uptime";
  write_text(ours, "0.00 0.00\n");
  must(mount(ours.c_str(), theirs.c_str(), nullptr, MS_BIND, nullptr) == 0, "cover /proc/uptime");
}

void become_root(const std::string& root) {
  must(mount(root.c_str(), root.c_str(), nullptr, MS_BIND | MS_REC, nullptr) == 0, "bind the root");
  must(chdir(root.c_str()) == 0, "enter the new root");
  must(syscall(SYS_pivot_root, ".", ".") == 0, "make it the root");
  must(umount2(".", MNT_DETACH) == 0, "leave the old root");
  must(chdir("/") == 0, "enter /");
}

}  // namespace

int build_sandbox_root(const SandboxPlan& plan) {
  umask(022);
  must(mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0, "make the mounts private");
  std::string base = k_base;
  if (plan.keep_directory.empty()) {
    const std::string options = "mode=755,size=" + std::to_string(plan.disk_bytes);
    must(mount("machine", base.c_str(), "tmpfs", 0, options.c_str()) == 0,
         "mount a file system in memory");
  } else {
    base = plan.keep_directory;
    make_directory(base);
  }
  for (const char* name : {"/upper", "/work", "/root"}) {
    make_directory(base + name);
  }
  const std::string root = base + "/root";
  show_host_software(base, plan);
  make_private_directories(root);
  make_agent_directory(base, plan);
  const int process_list = open_process_list(root);
  make_devices(root);
  cover_uptime(root);
  if (!plan.instance_id.empty()) {
    // Where cloud-init leaves the id on a real instance.
    write_text(root + "/var/lib/cloud/data/instance-id", plan.instance_id + "\n");
  }
  set_up_network(plan.private_ip, root + "/proc");
  must(sethostname(plan.host_name.c_str(), plan.host_name.size()) == 0, "set the host name");
  become_root(root);
  return process_list;
}

}  // namespace greenroom::real
