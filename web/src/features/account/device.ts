/** The browser and system of a device in two words, as its own long line tells them; the line itself where neither is known. */
export function deviceName(line: string): string {
  const first = (known: [RegExp, string][]) => known.find(([pattern]) => pattern.test(line))?.[1] ?? null;
  const browser = first([
    [/Edg\//, 'Edge'],
    [/OPR\//, 'Opera'],
    [/SamsungBrowser\//, 'Samsung Internet'],
    [/Firefox\//, 'Firefox'],
    [/Chrome\//, 'Chrome'],
    [/Safari\//, 'Safari']
  ]);
  const system = first([
    [/Android/, 'Android'],
    [/iPhone|iPad/, 'iOS'],
    [/Windows/, 'Windows'],
    [/Mac OS X/, 'macOS'],
    [/Linux/, 'Linux']
  ]);
  return [browser, system].filter((word) => word !== null).join(', ') || line;
}
