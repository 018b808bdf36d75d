<?php
// Stores values through Laravel's MemcachedStore. Arguments: host, port.
[, $host, $port] = $argv;
spl_autoload_register(function (string $class): void {
    $file = stream_resolve_include_path(str_replace('\\', '/', $class) . '.php');
    if ($file) {
        require_once $file;
    }
});
require_once stream_resolve_include_path('Illuminate/Support/helpers.php');
$client = new Memcached();
$client->addServer($host, (int) $port);
$store = new Illuminate\Cache\MemcachedStore($client, 'laravel_cache');
$values = ['text' => "h\u{e9}llo", 'int' => 42, 'list' => [1, 'a', null], 'map' => ['a' => 1, 'b' => [true, 2.5]]];
foreach ($values as $name => $value) {
    $store->forever($name, $value);
    echo "laravel_cache:$name\t", json_encode($value), "\t{}\n";
}
