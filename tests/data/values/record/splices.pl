# See splicesread.sh. "write" prints values as Perl's Storable writes them, "read" prints what each line in hexadecimal means, as JSON.
use strict;
use warnings;
use utf8;
use JSON::PP;
use Scalar::Util qw(reftype);
use Storable qw(freeze nfreeze thaw);

my $json = JSON::PP->new->allow_nonref->canonical->ascii;

sub plain {
    my ($value) = @_;
    my $type = reftype($value) // '';
    return [map { plain($_) } @$value] if $type eq 'ARRAY';
    return {map { $_ => plain($value->{$_}) } keys %$value} if $type eq 'HASH';
    return plain($$value) if $type eq 'SCALAR' || $type eq 'REF';
    return $value;
}

if ($ARGV[0] eq 'write') {
    my $bytes = "caf\xc3\xa9";
    my @values = (
        {name => 'Ann', count => 5, large => 70000, huge => 5000000000, real => 3.25, list => [1, 'two', [3]], none => undef},
        bless({id => 12, tags => ['a', 'b']}, 'App::User'),
        {'naïve ☺' => 'wide ☺', plain => 'text'},
        [$bytes, 'ascii'],
        ['x' x 400, -5, 1.5, !!1, !!0],
        \'alone',
    );
    for my $value (@values) {
        print "Perl Storable\t", unpack('H*', freeze($value)), "\n";
        print "Perl Storable\t", unpack('H*', nfreeze($value)), "\n";
    }
    exit;
}
while (my $line = <STDIN>) {
    chomp $line;
    my $value = eval { thaw(pack('H*', $line)) };
    print defined $value ? $json->encode(plain($value)) : 'FAILED ' . ($@ || 'no value') =~ s/\n/ /gr, "\n";
}
