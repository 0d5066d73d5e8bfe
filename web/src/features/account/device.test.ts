import { describe, expect, it } from 'vitest';
import { deviceName } from './device';

describe('a device', () => {
  it('is told by its browser and system', () => {
    expect(deviceName('Mozilla/5.0 (Linux; Android 13; SM-A145F) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 Mobile Safari/537.36')).toBe('Chrome, Android');
    expect(deviceName('Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1')).toBe('Safari, iOS');
    expect(deviceName('Mozilla/5.0 (Windows NT 10.0; rv:130.0) Gecko/20100101 Firefox/130.0')).toBe('Firefox, Windows');
  });
  it('that says neither is shown as it says', () => expect(deviceName('curl/8.0')).toBe('curl/8.0'));
});
