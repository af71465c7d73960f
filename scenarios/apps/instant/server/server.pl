#!/usr/bin/perl
# The whole server: one process, one loop, HTTP/1.1 with keep-alive. Starts in a few milliseconds.
#
#   APP_ENV=development perl server/server.pl          foreground, port 3000, with a banner
#   APP_ENV=production  perl server/server.pl --daemon background, port of server/port (8080)
use strict;
use warnings;
use Socket qw(:DEFAULT IPPROTO_TCP TCP_NODELAY);

my $production = ($ENV{APP_ENV} // 'development') eq 'production';

sub first_line {
    my ($path, $default) = @_;
    open(my $file, '<', $path) or return $default;
    my $line = <$file> // '';
    chomp $line;
    return $line;
}

my $version     = first_line('VERSION', 'unknown');
my $instance_id = first_line('/var/lib/cloud/data/instance-id', 'this computer');
my $host_name   = first_line('/etc/hostname', 'localhost');
my $private_ip  = $host_name =~ /^ip-(\d+)-(\d+)-(\d+)-(\d+)/ ? "$1.$2.$3.$4" : '127.0.0.1';
my $port        = $production ? first_line('server/port', 8080) : 3000;

sub page {
    my $path = $production ? 'dist/index.html' : 'client/index.html';
    open(my $file, '<', $path) or die "server: cannot read $path: $!\n";
    local $/;
    my $text   = <$file>;
    my $banner = $production ? '' : '<p class="banner">development mode</p>';
    my %values = (version => $version, instance_id => $instance_id,
                  private_ip => $private_ip, banner => $banner);
    $text =~ s/\{\{(\w+)\}\}/$values{$1} \/\/ ''/ge;
    return $text;
}

my $page = page();
my $mode = $production ? 'production' : 'development';
my $json = qq({"version":"$version","instance":"$instance_id","ip":"$private_ip","mode":"$mode"}\n);

sub answer {
    my ($method, $path, $keep_alive) = @_;
    my ($status, $type, $body) = ('404 Not Found', 'text/plain', "not found\n");
    ($status, $type, $body) = ('200 OK', 'text/html; charset=utf-8', $page) if $path eq '/';
    ($status, $type, $body) = ('200 OK', 'application/json', $json) if $path eq '/api/server';
    my $connection = $keep_alive ? 'keep-alive' : 'close';
    return "HTTP/1.1 $status\r\nContent-Type: $type\r\nContent-Length: " . length($body)
        . "\r\nConnection: $connection\r\nX-App-Version: $version\r\nX-Instance-Id: $instance_id"
        . "\r\nX-Private-Ip: $private_ip\r\n\r\n" . ($method eq 'HEAD' ? '' : $body);
}

socket(my $listener, PF_INET, SOCK_STREAM, 0) or die "server: socket: $!\n";
setsockopt($listener, SOL_SOCKET, SO_REUSEADDR, 1);
bind($listener, sockaddr_in($port, INADDR_ANY)) or die "server: cannot listen on port $port: $!\n";
listen($listener, 128) or die "server: listen: $!\n";
$SIG{PIPE} = 'IGNORE';

if (grep { $_ eq '--daemon' } @ARGV) {
    my $child = fork() // die "server: fork: $!\n";
    if ($child) {
        open(my $file, '>', '/run/instant.pid') or die "server: cannot write the pid file: $!\n";
        print $file "$child\n";
        close($file);
        print "instant $version listens on port $port\n";
        exit 0;
    }
    # Whoever started us must not wait for our output: close it.
    open(STDIN,  '<',  '/dev/null');
    open(STDOUT, '>>', '/var/log/instant.log');
    open(STDERR, '>&', \*STDOUT);
    open(our $lock, '>', '/run/instant.lock') or die "server: cannot lock: $!\n";
    flock($lock, 2);
} else {
    print "instant $version ($mode) on http://localhost:$port\n";
}

my (%client, %buffer);
while (1) {
    my $wanted = '';
    vec($wanted, $_, 1) = 1 for fileno($listener), keys %client;
    next if select(my $ready = $wanted, undef, undef, undef) < 1;
    if (vec($ready, fileno($listener), 1) && accept(my $new, $listener)) {
        setsockopt($new, IPPROTO_TCP, TCP_NODELAY, 1);
        $client{ fileno($new) } = $new;
        $buffer{ fileno($new) } = '';
    }
    for my $id (keys %client) {
        next unless vec($ready, $id, 1);
        my $got = sysread($client{$id}, $buffer{$id}, 65536, length $buffer{$id});
        my $open = $got;
        while ($open && $buffer{$id} =~ s/\A(.*?)\r\n\r\n//s) {
            my $head = $1;
            my ($method, $path) = $head =~ m{^(\S+) ([^\s?]*)} ? ($1, $2) : ('GET', '/');
            $open = $head !~ /^Connection:\s*close/mi && $head =~ m{^\S+ \S+ HTTP/1\.1};
            syswrite($client{$id}, answer($method, $path, $open));
        }
        if (!$open) {
            close($client{$id});
            delete $client{$id};
            delete $buffer{$id};
        }
    }
}
