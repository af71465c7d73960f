#!/usr/bin/perl
# Warms up for 1.5 s, then serves each request in a process of its own: after 700 ms, but /health
# after 8 s and /hang never.
use strict;
use warnings;
use Socket;

sub first_line { open(my $f, '<', shift) or return ''; my $l = <$f> // ''; chomp $l; return $l }
my $version  = first_line('VERSION');
my $instance = first_line('/var/lib/cloud/data/instance-id');
my %seconds  = ('/health' => 8, '/hang' => 1_000_000);

$SIG{CHLD} = 'IGNORE';    # nobody waits for those that served
select(undef, undef, undef, 1.5);
socket(my $listener, PF_INET, SOCK_STREAM, 0) or die "socket: $!\n";
setsockopt($listener, SOL_SOCKET, SO_REUSEADDR, 1);
bind($listener, sockaddr_in(8080, INADDR_ANY)) or die "bind: $!\n";
listen($listener, 128) or die "listen: $!\n";
while (accept(my $client, $listener)) {
    next if fork;
    sysread($client, my $request, 65536);
    my (undef, $path) = split ' ', $request;
    select(undef, undef, undef, $seconds{$path} // 0.7);
    syswrite($client, "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nConnection: close\r\n"
        . "X-App-Version: $version\r\nX-Instance-Id: $instance\r\n\r\nok\n");
    exit;
}
