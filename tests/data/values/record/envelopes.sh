#!/bin/sh
# Records tests/data/values/envelopes.tsv anew: values as the caches of Rails, Symfony, Laravel and Django store them. By hand only; the
# tests need nothing of it. It wants Debian's memcached, ruby, php-cli, php-memcached, php-igbinary, python3-django, python3-pymemcache, and
# the libraries, each version unpacked (dpkg -x) into one of the folders given, in this order:
#   of Debian 12: ruby-activesupport ruby-dalli ruby-connection-pool ruby-concurrent ruby-i18n ruby-tzinfo php-symfony-cache
#     php-symfony-cache-contracts php-symfony-var-exporter php-symfony-service-contracts php-psr-cache php-psr-log php-psr-simple-cache
#     php-psr-container php-illuminate-cache php-illuminate-contracts php-illuminate-support
#   of Debian 13: the same without Illuminate's
set -eu
old=$1
new=$2
here=$(cd "$(dirname "$0")" && pwd)
port=21911
work=$(mktemp -d)
memcached -l 127.0.0.1 -p "$port" -U 0 -u nobody &
server=$!
trap 'kill "$server"; rm -rf "$work"' EXIT
sleep 1

# rails ROOT WORD
rails() {
    gems=
    for folder in "$1"/usr/share/rubygems-integration/all/gems/*/lib "$1"/usr/share/rubygems-integration/all/gems/*/lib/concurrent-ruby; do
        gems="$gems -I $folder"
    done
    # shellcheck disable=SC2086 # one word a folder
    ruby -W0 $gems "$here/rails.rb" "127.0.0.1:$port" "$2"
}
symfony() {
    php -d include_path="$1/usr/share/php" "$here/symfony.php" 127.0.0.1 "$port" "$2" "$3"
}
collect() {
    python3 "$here/collect.py" 127.0.0.1 "$port" "$1"
}
{
    echo '# What real libraries stored, see record/envelopes.sh: envelope, key, flags, bytes in hexadecimal, what was put in as JSON, what the'
    echo '# library says of it (expiry and time of signing in seconds since the epoch).'
    rails "$old" rails61 | collect rails-6.1
    rails "$new" rails >"$work/rails"
    grep '^rails70' "$work/rails" | collect rails-7.0
    grep '^rails71' "$work/rails" | collect rails-7.1
    symfony "$old" sf54 php | collect symfony
    symfony "$old" sf54ig igbinary | collect symfony
    symfony "$new" sf64 php | collect symfony
    symfony "$new" sf64ig igbinary | collect symfony
    php -d include_path="$old/usr/share/php" "$here/laravel.php" 127.0.0.1 "$port" | collect laravel
    /usr/bin/python3 "$here/django_signed.py" "127.0.0.1:$port" | collect django
} >"$here/../envelopes.tsv"
