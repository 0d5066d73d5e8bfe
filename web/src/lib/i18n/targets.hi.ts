/** Targets by booth. */
export const targets = {
  'targets.title': 'बूथवार लक्ष्य: {name}',
  'targets.link': 'बूथवार लक्ष्य',
  'targets.lead': '{side} को इस सीट पर {need} नए मत चाहिए; {n} बूथों में बाँटे गए।',
  'targets.held': '{side} यह सीट जीत चुका है; और मत चाहिए तो संख्या लिखें।',
  'targets.fromResult': 'कमी {election} के परिणाम से: हारे मतों का अंतर और एक।',
  'targets.note': 'हर बूथ का लक्ष्य मतदाताओं और बढ़त के अनुमान की अनिश्चितता के अनुपात में है, और {turnout} मतदान की सीमा से आगे नहीं। अनुमान {election} के बूथ-पत्रक से; लक्ष्य योजना है, वादा नहीं।',
  'targets.need': 'नए मत',
  'targets.turnout': 'मतदान की सीमा, %',
  'targets.ask': 'बाँटें',
  'targets.print': 'छापें',
  'targets.col.target': 'लक्ष्य',
  'targets.col.done': 'हुआ',
  'targets.none': 'इस सीट के बूथ-पत्रक यहाँ नहीं हैं; बूथवार परिणाम आयात करें।',
  'targets.segment': '{no} {name}: लक्ष्य {n}',
  'method.target': 'बूथ का लक्ष्य = सीट की ज़रूरत × (मतदाता × बढ़त के अनुमान का मानक विचलन) के अनुपात में, पूरी संख्याओं में; कोई बूथ मतदान की सीमा से आगे नहीं।'
};
