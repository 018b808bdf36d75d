<?php
// Stores values through Symfony's MemcachedAdapter and tells, a line each: key, what was put in as JSON, and what the library itself says of
// the item when it reads it. Arguments: host, port, a word for the version, the serializer.
[, $host, $port, $word, $serializer] = $argv;
spl_autoload_register(function (string $class): void {
    $file = stream_resolve_include_path(str_replace('\\', '/', $class) . '.php');
    if ($file) {
        require_once $file;
    }
});
$wrapper = stream_resolve_include_path('Symfony/Component/Cache/Traits/ValueWrapper.php');
if ($wrapper) {
    require_once $wrapper;
}
use Symfony\Component\Cache\Adapter\MemcachedAdapter;
use Symfony\Component\Cache\Adapter\TagAwareAdapter;
use Symfony\Component\Cache\Marshaller\DefaultMarshaller;

$client = MemcachedAdapter::createConnection("memcached://$host:$port", ['serializer' => 'php']);
$adapter = new MemcachedAdapter($client, $word, 0, new DefaultMarshaller($serializer === 'igbinary'));
$values = ['text' => "h\u{e9}llo", 'int' => 42, 'list' => [1, 'a', null], 'map' => ['a' => 1, 'b' => [true, 2.5]], 'long' => str_repeat('x', 5000)];
foreach ($values as $name => $value) {
    foreach (['', 'expiring'] as $kind) {
        $item = $adapter->getItem("$name$kind");
        $item->set($value);
        if ($kind) {
            $item->expiresAfter(3600);
        }
        $adapter->save($item);
    }
    // What is computed once by those who ask tells when it ends and how long it took.
    $adapter->get("{$name}computed", function ($item) use ($value) {
        $item->expiresAfter(3600);
        usleep(3000);
        return $value;
    });
    foreach (['', 'expiring', 'computed'] as $kind) {
        $metadata = $adapter->getItem("$name$kind")->getMetadata();
        echo "$word:$name$kind\t", json_encode($value), "\t", json_encode(['expiry' => $metadata['expiry'] ?? null]), "\n";
    }
}
$tagged = new TagAwareAdapter($adapter);
$item = $tagged->getItem('tagged');
$item->set(['a' => 1])->tag(['first', 'second']);
$tagged->save($item);
echo "$word:tagged\t", json_encode(['a' => 1]), "\t", json_encode(['expiry' => null]), "\n";
