import { describe, expect, it } from 'vitest';
import { checkOutboundUrl, isPublicAddress } from './outbound-url.ts';

const allowed = [
  'https://graph.facebook.com/v23.0/1/messages',
  'https://graph.facebook.com:443/',
  'https://hooks.example.com:8443/recado?x=1#y',
  'HTTPS://Hooks.Example.COM/',
  'https://8.8.8.8/',
  'https://[2606:4700::1111]/',
  'https://xn--educao-zta6c.example/',
  'https://educação.example/',
  'https://a_b.example.com/',
  'https://localhost.example.com/',
  'https://10.example.com/',
  'https://internal.example.com/',
  'https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1&ext=2&hash=ARb-3_4',
];

/** Each names a private place in some spelling, or is no plain https address. */
const refused = [
  // this machine
  'https://localhost/',
  'https://LOCALHOST/',
  'https://localhost./',
  'https://app.localhost/',
  'https://localhost.localdomain/',
  'https://127.0.0.1/',
  'https://127.0.0.1./',
  'https://127.1/',
  'https://127.0.1/',
  'https://2130706433/',
  'https://0x7f000001/',
  'https://0x7f.0.0.1/',
  'https://0X7F.1/',
  'https://0177.0.0.1/',
  'https://017700000001/',
  'https://00000177.0.0.1/',
  'https://１２７.０.０.１/',
  'https://①②⑦.⓪.⓪.①/',
  'https://127。0。0。1/',
  'https://%31%32%37.0.0.1/',
  'https://ｌｏｃａｌｈｏｓｔ/',
  'https://loc%61lhost/',
  'https://0.0.0.0/',
  'https://0/',
  'https://127.255.255.254/',
  'https://[::1]/',
  'https://[0:0:0:0:0:0:0:1]/',
  'https://[::]/',
  'https://[::127.0.0.1]/',
  'https://[::ffff:127.0.0.1]/',
  'https://[::ffff:7f00:1]/',
  'https://[0:0:0:0:0:ffff:7f00:0001]/',
  'https://[::ffff:0:127.0.0.1]/',
  // private, link-local, carrier and cloud networks
  'https://10.0.0.1/',
  'https://10.255.255.255/',
  'https://172.16.0.1/',
  'https://172.31.255.255/',
  'https://192.168.0.1/',
  'https://3232235521/',
  'https://169.254.169.254/latest/meta-data/',
  'https://2852039166/',
  'https://0xa9fea9fe/',
  'https://[::ffff:169.254.169.254]/',
  'https://[fd00:ec2::254]/',
  'https://100.64.0.1/',
  'https://100.100.100.200/',
  'https://168.63.129.16:80/',
  'https://metadata.google.internal/',
  'https://metadata/',
  'https://kubernetes.default.svc.cluster.local/',
  'https://printer.local/',
  'https://router.lan/',
  'https://nas.home.arpa/',
  'https://wiki.corp/',
  'https://intranet/',
  // ranges that no server has, or that lead elsewhere
  'https://192.0.0.1/',
  'https://192.0.2.1/',
  'https://198.18.0.1/',
  'https://198.51.100.1/',
  'https://203.0.113.1/',
  'https://192.88.99.1/',
  'https://224.0.0.1/',
  'https://240.0.0.1/',
  'https://255.255.255.255/',
  'https://[fe80::1]/',
  'https://[fec0::1]/',
  'https://[fc00::1]/',
  'https://[ff02::1]/',
  'https://[100::1]/',
  'https://[64:ff9b::127.0.0.1]/',
  'https://[64:ff9b:1::10.0.0.1]/',
  'https://[2002:7f00:1::]/',
  'https://[2002:a00:1::1]/',
  'https://[2001::1]/',
  'https://[2001:0:7f00:1::]/',
  'https://[2001:20::1]/',
  'https://[2001:db8::1]/',
  'https://[3fff::1]/',
  'https://[5f00::1]/',
  'https://[4000::1]/',
  // other schemes, credentials, ports, and what the URL parser quietly rewrites
  'http://hooks.example.com/',
  'ftp://hooks.example.com/',
  'file:///etc/passwd',
  'data:text/plain,x',
  'javascript:alert(1)',
  'gopher://hooks.example.com/',
  'ws://hooks.example.com/',
  'https://user:pass@hooks.example.com/',
  'https://user@hooks.example.com/',
  'https://hooks.example.com@127.0.0.1/',
  'https://:x@hooks.example.com/',
  'https://hooks.example.com:80/',
  'https://hooks.example.com:22/',
  'https://hooks.example.com:8787/',
  'https://hooks.example.com:65536/',
  'https:\\\\hooks.example.com\\',
  'https://hooks.example.com\\@127.0.0.1/',
  ' https://hooks.example.com/',
  'https://hooks.example.com/\n',
  'https://hooks.exa\tmple.com/',
  'https://hooks.example.com/a b',
  'https://hooks.example.com./',
  'https://hooks..example.com/',
  'https://-x.example.com/',
  'https://',
  'https:///',
  'hooks.example.com',
  '//hooks.example.com/',
  '/v1/messages',
  '',
  `https://hooks.example.com/${'x'.repeat(5000)}`,
  `https://${'x'.repeat(64)}.example.com/`,
];

describe('an outbound address', () => {
  it.each(allowed)('%s is allowed', (url) => {
    expect(checkOutboundUrl(url, false)).toEqual({ ok: true, url: new URL(url) });
  });

  it.each(refused)('%s is refused', (url) => {
    expect(checkOutboundUrl(url, false)).toEqual({ ok: false, reason: expect.any(String) });
  });

  it('is refused without repeating it', () => {
    const repeating = refused.filter((url) => {
      const check = checkOutboundUrl(url, false);
      const host = URL.parse(url)?.hostname ?? '';
      return check.ok || (host !== '' && check.reason.includes(host));
    });
    expect(repeating).toEqual([]);
  });

  it('may be private, plain http and on any port where the deployment is local', () => {
    for (const url of [
      'http://127.0.0.1:8788/v23.0/1/messages',
      'http://localhost:8788/',
      'http://[::1]:8788/',
      'http://graph.test/',
      'https://10.0.0.1:9000/',
      'https://graph.facebook.com/',
    ]) {
      expect(checkOutboundUrl(url, true)).toEqual({ ok: true, url: new URL(url) });
    }
    for (const url of [
      'file:///etc/passwd',
      'http://user:pass@localhost/',
      'ftp://localhost/',
      'http://local host/',
    ]) {
      expect(checkOutboundUrl(url, true).ok).toBe(false);
    }
  });

  it('is tried in more than 60 refused spellings', () => {
    expect(new Set(refused).size).toBeGreaterThan(60);
  });
});

it('knows public addresses from all others, as DNS gives them', () => {
  for (const address of ['8.8.8.8', '157.240.1.1', '2606:4700::1111', '2a03:2880:f003::1']) {
    expect([address, isPublicAddress(address)]).toEqual([address, true]);
  }
  for (const address of [
    '10.0.0.1',
    '::1',
    '::ffff:8.8.8.8',
    'fe80::1%eth0',
    '',
    'example.com',
    '1.2.3',
    '2002::1',
  ]) {
    expect([address, isPublicAddress(address)]).toEqual([address, false]);
  }
});
