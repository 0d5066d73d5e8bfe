// @vitest-environment jsdom
import { describe, expect, test } from 'vitest';
import { externalLists, readCsv } from './lists';

const LIST = 'name,label,__version\nnine,घर 9 · अनुभाग 1,1\nten,"घर 10 · ""पुराना"", ऊपर",1\n';

describe('a list as forms read it', () => {
  test('has quotes, commas and line ends where they were written', () => {
    expect(readCsv('a,b\r\n"x ""y"", z",\n1,2')).toEqual([['a', 'b'], ['x "y", z', ''], ['1', '2']]);
    expect(readCsv('')).toEqual([]);
  });

  test('is the instance that names its file; one that is not there is empty', () => {
    const model = '<model><instance><data/></instance><instance id="agreed_households" src="jr://file-csv/agreed_households.csv"/><instance id="other" src="jr://file-csv/other.csv"/></model>';
    const [agreed, other] = externalLists(model, new Map([['agreed_households.csv', LIST]]));
    expect([...(agreed?.xml.querySelectorAll('item > label') ?? [])].map((one) => one.textContent)).toEqual(['घर 9 · अनुभाग 1', 'घर 10 · "पुराना", ऊपर']);
    expect(agreed?.xml.querySelector('item > __version')?.textContent).toBe('1');
    expect(other?.id).toBe('other');
    expect(other?.xml.documentElement.children.length).toBe(0);
  });
});
