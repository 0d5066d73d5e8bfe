/** बूथों का मिलान: कौन-सा केंद्र दूसरी सूची में कौन-सा है। */
export const concordance = {
  'history.title': 'यही बूथ दूसरे चुनावों में',
  'history.note':
    'चुनावों के बीच बूथों के क्रमांक बदलते हैं, इसलिए मिलान नाम, भवन और आस-पास के बूथों से किया गया है। अंतर उस चुनाव का, इस बूथ पर लाया हुआ; ± उसकी सामान्य त्रुटि।',
  'history.station': 'बूथ {part}',
  'history.whole': 'पूरा यहीं',
  'history.part': 'उसका {share} यहाँ',
  'history.of': 'इस बूथ का {share}',
  'history.sure': 'भरोसा {p}',
  'history.notFound': 'यह बूथ इस चुनाव में नहीं मिला, इसलिए कोई आँकड़ा नहीं दिखाया।',
  'history.notCounted': 'बूथ मिला, पर वहाँ के मत उपलब्ध नहीं हैं।',
  'history.leader': 'आगे',
  'history.check': 'मिलान जाँचें',
  'method.concordance':
    'मिलान: मतदान केंद्रों के नाम, भवन, क्रमांक और मतदाताओं से; हर मिलान का हिस्सा और भरोसा है। भरोसा 50 % से कम हो तो बूथ मिला हुआ नहीं गिना जाता।',

  'match.method.electors': 'मतदाताओं से',
  'match.method.building': 'वही भवन',
  'match.method.village': 'वही गाँव, दूसरा भवन',
  'match.method.number': 'केवल क्रमांक से',
  'match.method.neighbourhood': 'नहीं मिला; पड़ोस से अनुमान',
  'match.method.by_hand': 'हाथ से',

  'change.title': 'पुराने बूथ → नए बूथ',
  'change.sum': '{from} के {all} बूथों में {found} {to} में मिले।',
  'change.unmatched': 'जो नहीं मिले ({n})',
  'change.new': 'नई सूची में जिनका पुराना बूथ नहीं मिला ({n})',
  'change.check': 'मिलान देखें और सुधारें',
  'change.none': 'सब मिल गए।',

} as const;
