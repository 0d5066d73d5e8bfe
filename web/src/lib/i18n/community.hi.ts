/** समुदाय और आर्थिक स्थिति: केवल निकाली गई तालिकाएँ, केवल क्षेत्रों की। */
export const community = {
  'community.title': 'समुदाय और आर्थिक स्थिति',
  'community.period': '{wave}: {from} से {to}; {on} को निकाले गए आँकड़े',
  'community.wave': 'चरण',
  'community.none': 'अभी कोई आँकड़े नहीं निकले हैं।',
  'community.noneText':
    'यहाँ दिखेगा कि लोगों ने अपने समुदाय और घर के साधनों के बारे में क्या कहा: ज़िले, विधानसभा, शक्ति केंद्र और बूथ के हिस्से, अंतराल के साथ। किसी व्यक्ति का उत्तर कभी नहीं।',
  'community.noneStep': 'पहला कदम: चरण की योजना और कुंजियाँ बनाएँ, फिर दो कुंजी-अधिकारी आँकड़े निकालें (boothwise release)।',
  'community.level.district': 'ज़िला',
  'community.level.segment': 'विधानसभा',
  'community.level.shakti_kendra': 'शक्ति केंद्र',
  'community.level.booth': 'बूथ',
  'community.base': '{n} उत्तर ({low} से {high})',
  'community.baseColumn': 'उत्तर',
  'community.interval': '({low} से {high})',
  'community.under': '{p} से कम',
  'community.hiddenCell': 'छिपा',
  'community.few': 'कम उत्तर',
  'community.tooFew': 'यहाँ उत्तर बहुत कम हैं, इसलिए आँकड़े नहीं दिखते।',
  'community.lead': 'इसकी जगह देखें: {place}।',
  'community.leads': 'उत्तर कम; देखें: {place}',
  'community.notHere': 'इस स्तर पर इस प्रश्न की तालिका नहीं बनती।',
  'community.fine': 'बारीक वर्ग केवल विधानसभा और ज़िले के लिए दिखते हैं।',
  'community.hidden': 'धारियाँ: छिपा हुआ। {base} से कम उत्तर, {cell} से छोटा खाना, या ऐसी संख्या जिससे वह निकल आए।',
  'method.community':
    'लोगों ने अपने बारे में जो कहा वह फ़ोन पर ही बंद होता है और दो अधिकारियों की कुंजी से खुलता है। संख्याओं में सटीक यादृच्छिक शोर है (प्रति चरण ρ = 0.1), फिर छोटी संख्याएँ छिपती हैं। आधार और हिस्से के साथ 90 % अंतराल है।',
  'more.communityText': 'लोगों ने अपने समुदाय और साधनों के बारे में क्या कहा: केवल क्षेत्रों के हिस्से, शोर और अंतराल के साथ।'
};
