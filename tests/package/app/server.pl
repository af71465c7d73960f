# A web server of one page, which goes to the background once it listens.
use strict;
use warnings;
use IO::Socket::INET;

open my $file, '<', '/srv/app/page.html' or die "no page: $!";
my $page = do { local $/; <$file> };
my $door = IO::Socket::INET->new(LocalPort => 8080, Listen => 64, ReuseAddr => 1)
  or die "cannot listen: $!";
exit 0 if fork;
open my $pid, '>', '/run/app.pid' or die $!;
print $pid "$$\n";
close $pid;
open STDOUT, '>', '/dev/null';
open STDERR, '>', '/dev/null';
while (my $user = $door->accept) {
  while (my $line = <$user>) {
    last if $line !~ /\S/;
  }
  print $user "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: ", length $page,
    "\r\n\r\n", $page;
  close $user;
}
