/** प्रश्न पूछें: the question box. */
export const ask = {
  'ask.title': 'पूछें',
  'ask.invite': 'क्या जानना चाहते हैं?',
  'ask.lead': 'हिन्दी या अंग्रेज़ी में पूछें। उत्तर तय मापों से आता है, और साथ में लिखा रहता है कि हमने क्या समझा।',
  'ask.label': 'आपका प्रश्न',
  'ask.placeholder': 'गोरखपुर में किन बूथों पर हम 50 वोट से कम से हारे?',
  'ask.button': 'पूछें',
  'ask.this': 'पूछें: “{q}”',
  'ask.understood': 'हमने समझा',
  'ask.guesses': 'जगह का नाम आवाज़ से पहचाना: {words}',
  'ask.notUnderstood': 'यह प्रश्न हम नहीं समझ पाए',
  'ask.noAnswer': 'इसका उत्तर यहाँ नहीं है',
  'ask.choices': 'इनमें से क्या?',
  'ask.examples': 'ऐसे पूछ सकते हैं',
  'ask.measures': 'ये माप पूछे जा सकते हैं',
  'ask.place': 'जगह',
  'ask.value': 'मान',
  'ask.from': 'स्रोत',
  'ask.of': 'कब का',
  'ask.method': 'तरीका',
  'ask.interval': '{level} अंतराल: {low} से {high}',
  'ask.open': 'पन्ना खोलें'
};
