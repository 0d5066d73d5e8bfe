import { describe, expect, test } from 'vitest';
import { compareHouses, houseOf, walk, withHouse } from './households';
import { keyOf } from './key';
import { afterFailure, momentForSealed, nextToTry, outcomeOf, secondsToWait, timeUntilNext } from './queue';
import { instanceOf, receiptAddress, receiptCode, shownCode } from './receipt';
import { answersText } from './seal';
import { envelopeMessage, sendForm, sendSealed, shares } from './send';
import { testVault as vault } from './test_vault';
import type { Box } from './vault';

describe('what a phone keeps', () => {
  test('comes back, and stands nowhere in the clear', async () => {
    const { shelf, vault: kept } = await vault();
    await kept.put('drafts', 'a', { words: 'रामपुर 12' });
    expect(await kept.get('drafts', 'a')).toEqual({ words: 'रामपुर 12' });
    const [box] = [...shelf.boxes.values()];
    expect(new TextDecoder().decode(box?.bytes)).not.toContain('रामपुर');
  });

  test('does not open in the place of another', async () => {
    const { shelf, vault: kept } = await vault();
    await kept.put('queue', 'a', { words: 'x' });
    shelf.boxes.set('queue/b', { ...(shelf.boxes.get('queue/a') as Box), id: 'b' });
    await expect(kept.get('queue', 'b')).rejects.toThrow();
  });

  test('has a key that cannot be read out', async () => {
    const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
    await expect(crypto.subtle.exportKey('raw', key)).rejects.toThrow();
  });

  test('goes from drafts to the queue in one step', async () => {
    const { shelf, vault: kept } = await vault();
    await kept.put('drafts', 'a', 1);
    await kept.change([{ kind: 'queue', id: 'a', value: 2 }], [['drafts', 'a']]);
    expect([...shelf.boxes.keys()]).toEqual(['queue/a']);
  });
});

describe('trying again', () => {
  test('waits twice as long each time, up to a quarter of an hour, and phones part', () => {
    expect(secondsToWait(0, 1)).toBe(5);
    expect(secondsToWait(3, 1)).toBe(40);
    expect(secondsToWait(50, 1)).toBe(900);
    expect(secondsToWait(50, 0)).toBe(450);
  });

  test('takes the one that waited longest and leaves what was refused', () => {
    const list = [
      { after: 30, refused: null, name: 'b' },
      { after: 10, refused: 'no', name: 'r' },
      { after: 20, refused: null, name: 'a' }
    ];
    expect(nextToTry(list, 100)?.name).toBe('a');
    expect(nextToTry(list, 15)).toBeNull();
    expect(timeUntilNext(list, 15)).toBe(5);
    expect(timeUntilNext(list.slice(1, 2), 15)).toBeNull();
  });

  test('heeds what the server says about when', () => {
    expect(afterFailure({ tries: 0, after: 0 }, 1000, 1, 60)).toEqual({ tries: 1, after: 61_000 });
  });

  test('sends sealed answers hours later, at no time that can be told', () => {
    expect(momentForSealed(0, 0)).toBe(600_000);
    expect(momentForSealed(0, 1)).toBe(14_400_000);
  });
});

describe('what the server answers', () => {
  test.each([
    [201, 'sent'],
    [202, 'sent'],
    [200, 'later'],
    [204, 'later'],
    [401, 'key'],
    [403, 'key'],
    [400, 'refused'],
    [404, 'refused'],
    [409, 'refused'],
    [413, 'refused'],
    [429, 'later'],
    [500, 'later'],
    [503, 'later']
  ])('%i is read as %s', (status, kind) => {
    expect(outcomeOf(status, 'x', null).kind).toBe(kind);
  });
});

const there = () => new Response(null, { status: 204, headers: { 'X-OpenRosa-Accept-Content-Length': '1000000' } });

describe('sending', () => {
  test('asks first and sends nothing where something else than the server answers', async () => {
    const asked: string[] = [];
    const outcome = await sendForm('/b', '<data/>', [], async (_, init) => {
      asked.push(init?.method ?? '');
      return new Response('<html>Sign in to this network</html>', { status: 200 });
    });
    expect(outcome.kind).toBe('later');
    expect(asked).toEqual(['HEAD']);
  });

  test('sends the form as one part named as OpenRosa says, with its pictures', async () => {
    let sent: FormData | null = null;
    const outcome = await sendForm('/b', '<data/>', [{ name: 'चित्र.jpg', bytes: new ArrayBuffer(3) }], async (_, init) => {
      if (init?.method === 'HEAD') return there();
      sent = init?.body as FormData;
      return new Response('<OpenRosaResponse/>', { status: 201 });
    });
    expect(outcome.kind).toBe('sent');
    expect([...(sent as unknown as FormData).keys()]).toEqual(['xml_submission_file', 'चित्र.jpg']);
  });

  test('reads why something was refused, in any script and with its signs', () => {
    const envelope = (text: string) => `<OpenRosaResponse xmlns="http://openrosa.org/http/response" items="0">\n<message nature="submit_error">${text}</message>\n</OpenRosaResponse>`;
    expect(envelopeMessage(envelope('घर &quot;12&quot; &lt;नहीं&gt; &amp;lt;'))).toBe('घर "12" <नहीं> &lt;');
    expect(envelopeMessage(envelope(''))).toBeNull();
    expect(envelopeMessage('<html><body>Sign in</body></html>')).toBeNull();
  });

  test('splits what is too big and says so in all but the last', async () => {
    const incomplete: boolean[] = [];
    await sendForm('/b', '<data/>', [1, 2, 3].map((n) => ({ name: `${n}`, bytes: new ArrayBuffer(600_000) })), async (_, init) => {
      if (init?.method === 'HEAD') return there();
      incomplete.push((init?.body as FormData).has('*isIncomplete*'));
      return new Response('', { status: 201 });
    });
    expect(incomplete).toEqual([true, true, false]);
    expect(shares([], 10)).toEqual([[]]);
  });

  test('a cut line means later, a withdrawal means gone', async () => {
    const cut = await sendForm('/b', '<data/>', [], async () => Promise.reject(new TypeError('network')));
    expect(cut.kind).toBe('later');
    const gone = await sendForm('/b', '<data/>', [], async (_, init) =>
      init?.method === 'HEAD' ? there() : new Response('', { status: 409, headers: { 'X-Boothwise-Withdrawn': '1' } })
    );
    expect(gone.kind).toBe('withdrawn');
  });

  test('a sealed answer that was withdrawn is forgotten, one that is refused says why', async () => {
    const gone = await sendSealed('/b', '{}', async () => new Response('{}', { status: 409, headers: { 'X-Boothwise-Withdrawn': '1' } }));
    expect(gone.kind).toBe('withdrawn');
    const refused = await sendSealed('/b', '{}', async () => new Response('{"detail":"यह चरण बंद है"}', { status: 409 }));
    expect(refused).toEqual({ kind: 'refused', message: 'यह चरण बंद है' });
  });

  test('sealed answers go without cookies', async () => {
    let how: RequestInit | undefined;
    await sendSealed('/b', '{}', async (_, init) => ((how = init), new Response('', { status: 201 })));
    expect(how?.credentials).toBe('omit');
  });
});

describe('the walk', () => {
  test('goes by section and house number, not by the alphabet', () => {
    const house = (section: string, number: string) => ({ section, number });
    const sorted = [house('2', '1'), house('1', '10क'), house('1', '9'), house('1', '10')].sort(compareHouses);
    expect(sorted.map((one) => `${one.section}/${one.number}`)).toEqual(['1/9', '1/10', '1/10क', '2/1']);
  });

  test('shows a house once, with what is still to do there', () => {
    const house = { section: '1', number: '5' };
    expect(walk([{ house, state: 'sent', draft: null }, { house, state: 'draft', draft: 'd' }])).toEqual([{ house, state: 'draft', draft: 'd' }]);
  });

  test('puts what is done before what is still to do, and writes a chosen house into the form', () => {
    const house = { section: '1', number: '5' };
    expect(walk([{ house, state: 'todo', draft: null }, { house, state: 'sent', draft: null }])[0]?.state).toBe('sent');
    expect(withHouse('<data><section/><house_no/></data>', { section: 'क & ख', number: '7' })).toBe('<data><section>क &amp; ख</section><house_no>7</house_no></data>');
  });

  test('reads the house from a filled form', () => {
    expect(houseOf('<data><house><section>3</section><house_no> 12 </house_no></house></data>')).toEqual({ section: '3', number: '12' });
    expect(houseOf('<data/>')).toBeNull();
  });
});

describe('the receipt', () => {
  test('is the last twelve digits of the instance', () => {
    const code = receiptCode('uuid:c6900a56-f306-412a-b66e-F02C6CD7D6E9');
    expect(code).toBe('f02c6cd7d6e9');
    expect(shownCode(code as string)).toBe('f02c-6cd7-d6e9');
    expect(receiptAddress('https://a', code as string)).toBe('https://a/receipt#f02c-6cd7-d6e9');
    expect(receiptCode('uuid:x')).toBeNull();
    expect(instanceOf('<data><orx:meta><orx:instanceID>uuid:1</orx:instanceID></orx:meta></data>')).toBe('uuid:1');
  });

  test('a key is read from the fragment alone', () => {
    expect(keyOf(`#key=${'a'.repeat(64)}`)).toBe('a'.repeat(64));
    expect(keyOf('#key=abc')).toBeNull();
  });
});

test('sealed texts are of a few lengths and hold the answers by name, without the instance', () => {
  const text = answersText('<data><agreed><consent_community>yes</consent_community></agreed><community>obc</community><x/><meta><instanceID>uuid:1</instanceID></meta></data>');
  expect(JSON.parse(text)).toEqual({ answers: { consent_community: 'yes', community: 'obc' } });
  expect(new TextEncoder().encode(text).length).toBe(1024);
});
