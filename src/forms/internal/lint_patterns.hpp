#pragma once

#include <array>
#include <string_view>

/// What the question linter looks for. Patterns are ICU regular expressions over folded text (no nukta, no joiners,
/// small letters); `«` and `»` are a word's beginning and end. Sentences that they must and must not find:
/// tests/data/forms/lint_corpus.tsv and lint_held_out.tsv.
namespace boothwise::forms::lint {

struct Rule {
  std::string_view rule;
  bool blocks;
  bool only_plain;  ///< allowed in a form of protected answers
  std::string_view reason_en;
  std::string_view reason_hi;
  std::string_view hindi;
  std::string_view english;
  std::string_view unless_hindi{};  ///< in the same sentence: then it is meant otherwise
  std::string_view unless_english{};
};

/// Says that something is not asked, kept, promised: no finding.
constexpr std::string_view denial_hindi =
    R"((?:नहीं|«न»|«मत»|«ना»)\s*(?:पूछ|मांग|माँग|ले|लि|ली|रख|लिख|बता|दें|दे»|देना|भर|चाहिए|खींच|जोड़|करते|करेंगे|होता|होगा|मिलेगा|रुकेगा|दिया|है»|हैं»|कर»|करें)|संबंध नहीं)";
constexpr std::string_view denial_english =
    R"(«(?:never|not|n't|no|don't|doesn't|without)»\s*(?:[a-z']+\s+){0,4}(?:ask|tak|collect|keep|kept|writ|record|enter|note|need|shar|stor|photograph|hold|promis|regist|enrol|giv|bring|stop|link|connect|application|enrolment|registration|promise|waiting))";

/// A slip, a code or a message may be announced, as long as no benefit stands beside it.
constexpr std::string_view only_a_slip_hindi =
    R"(^(?![^।?!]*(?:लाभ|पैस|रुपय|रुपए|पेंशन|मकान|आवास|राशन|सिलेंडर|माफ)).*(?:पर्ची|रसीद|कोड|जवाब|संदेश|सूचना))";
constexpr std::string_view only_a_slip_english =
    R"(^(?![^.?!]*«(?:benefit|benefits|rupees|money|cylinder|house|pension|loan|waived|free)»).*(?:slip|receipt|code|answer|message|reply|call back))";
/// What became of an application that was made elsewhere may be asked, and help with the electoral roll is no scheme.
constexpr std::string_view made_elsewhere_hindi = R"(मतदाता|वोटर|फॉर्म\s*[678]|बीएलओ)";
constexpr std::string_view made_elsewhere_english =
    R"(accepted|rejected|pending|refused|decision|decide|voter|electoral|«roll»|booth level)";

constexpr std::array
    rules =
        {
            Rule{
                "R4", true, false, "Aadhaar is never asked for: neither the number nor the card",
                "आधार नहीं पूछा जाता: न नंबर, न कार्ड",
                R"(आधार\s*(?:कार्ड)?\s*(?:का|की|के)?\s*(?:पूरा\s*)?(?:नंबर|नम्बर|संख्या|«नं»|क्रमांक|फोटो|तस्वीर|प्रति»|कॉपी|छायाप्रति|फोटोकॉपी|स्कैन)|आधार[^।?!]{0,20}(?:अंक»|अंकों)|«आधार\s*(?:कार्ड)?\s*(?:बता|लिख|दिखा|दीजि|दें»|लें»|ले लें|अपलोड))",
                R"((?:aadhaar|aadhar|adhaar|adhar)\s*(?:card)?(?:'s)?\s*(?:number|no»|num»|photo|copy|image|scan|digits|xerox)|(?:number|photo|copy|scan|digits|picture|image)s? (?:of|on|from) (?:the |your |his |her |their )?(?:aadhaar|aadhar|adhaar|adhar)|(?:show|give|tell|enter|upload|write|provide|note)[^.?!]{0,20}(?:aadhaar|aadhar|adhaar|adhar)|«uid»)"},
            Rule{
                "R4", true, false, "voter cards are not photographed", "मतदाता पहचान पत्र की फ़ोटो नहीं ली जाती",
                R"((?:वोटर|मतदाता|एपिक|epic)\s*(?:पहचान|आईडी|id)?\s*(?:पत्र|कार्ड)?\s*(?:का|की)?\s*(?:फोटो|तस्वीर|कॉपी|प्रति»|छायाप्रति|स्कैन)|(?:फोटो|तस्वीर)\s*(?:खींचें|लें|ले लें)[^।?!]{0,20}(?:वोटर कार्ड|पहचान पत्र))",
                R"((?:photo|picture|image|copy|scan)(?:graph)? (?:of )?(?:the |your |his |her |their )?(?:voter(?:'s)? (?:id )?card|voter id|epic|elector'?s? card)|(?:voter(?:'s)? (?:id )?card|voter id|epic)\s*(?:photo|picture|image|copy|scan))"},
            Rule{
                "R4", true, false, "numbers of accounts, cards and codes of banks are never held",
                "खाते, कार्ड और बैंक के नंबर या कोड कभी नहीं रखे जाते",
                R"((?:खाता|खाते|अकाउंट|एकाउंट)[^।?!]{0,40}(?:नंबर|नम्बर|संख्या|«नं»|क्रमांक)|(?:मोबाइल|फोन)\s*(?:पर|में)[^।?!]{0,10}आया[^।?!]{0,8}(?:कोड|ओटीपी)|आईएफएससी|«ifsc»|(?:एटीएम|डेबिट|क्रेडिट)\s*(?:कार्ड)?\s*(?:का|की)?\s*(?:नंबर|नम्बर|पिन|संख्या)|(?:ओटीपी|«otp»)[^।?!]{0,12}(?:बता|लिख|दें|डाल|भर|आया)|पासबुक\s*(?:का|की|के)?[^।?!]{0,24}(?:फोटो|कॉपी|प्रति»|दिखा)|(?:यूपीआई|«upi»)\s*(?:आईडी|id|पिन)|पिन नंबर|(?:एटीएम|डेबिट|क्रेडिट|बैंक)\s*कार्ड[^।?!]{0,24}(?:«अंक»|«अंकों»))",
                R"(number (?:on|of) (?:the |your )?(?:debit|credit|atm|bank) card|account\s*(?:number|no»)|«ifsc»|(?:debit|credit|atm|bank)\s*card\s*(?:number|no»|pin|details)|«card number|(?:tell|enter|share|give|type|ask)[^.?!]{0,15}«otp»|passbook\s*(?:photo|copy|number)|(?:photo|copy|picture) of (?:the |your )?(?:bank )?passbook|«upi (?:id|pin)»|bank(?: account)? details|«pin number)"},
            Rule{
                "R4", true, false, "numbers and copies of ration, job and PAN cards are never held",
                "राशन, जॉब और पैन कार्ड के नंबर या प्रतियाँ कभी नहीं रखी जातीं",
                R"((?:राशन|जॉब|पैन|आयुष्मान|श्रम)\s*कार्ड\s*(?:का|की|के)?\s*(?:नंबर|नम्बर|संख्या»|«नं»|क्रमांक|फोटो|कॉपी|प्रति»|छायाप्रति)|पैन\s*(?:नंबर|नम्बर)|(?:समग्र|फैमिली|परिवार)\s*(?:आईडी|पहचान)|(?:पासपोर्ट|लाइसेंस|पहचान पत्र)\s*(?:का|की)?\s*(?:नंबर|नम्बर|संख्या»))",
                R"((?:ration|job|pan|ayushman|labour)\s*card(?:'s)?\s*(?:number|no»|photo|copy)|(?:number|photo|copy) (?:of|on|from) (?:the |your |their |his |her )?(?:ration|job|pan|ayushman) card|«pan number|(?:passport|licen[cs]e)[^.?!]{0,20}(?:number|no»))"},
            Rule{
                "R4", true, false,
                "health is not asked about", "स्वास्थ्य के बारे में नहीं पूछा जाता", R"((?:क्या|कौन सी|कौनसी|कोई|किस|किसी)[^।?!]{0,25}(?:बीमारी|बीमारियां|बीमारियों|«बीमार»|«रोग»|«रोगी»)[^।?!]{0,20}(?:है|हैं|रहती|पीडित|का नाम)|(?:कौन|कोई|किसी|किसका|किसके)[^।?!]{0,14}(?:बीमारियां|«बीमार»|ऑपरेशन|दवा)|ऑपरेशन\s*(?:हुआ|करा)|(?:सदस्य|किसी)[^।?!]{0,14}इलाज\s*(?:चल|करा)|«गर्भवती|एचआईवी|«टीबी»|कैंसर|मधुमेह|«शुगर»|ब्लड ग्रुप|रक्त समूह|«बीपी»|(?:कोई|क्या|कौन|कितने)[^।?!]{0,20}(?:दिव्यांग|विकलांग)[^।?!]{0,8}(?:«है»|«हैं»|व्यक्ति|सदस्य))",
                R"(«(?:illness|illnesses|disease|diseases|diagnos[a-z]*|pregnan[a-z]*|hiv|diabet[a-z]*|cancer|tuberculosis|blood group|blood pressure|medical history|mental health|surgery)»|(?:takes?|taking|on)\s+(?:any |regular )?(?:medicines?|medication)|medicines? (?:does|do|did)[^.?!]{0,25}«take|(?:anyone|any member|how many|is (?:he|she|anybody)|are you|who)[^.?!]{0,25}(?:disabled|handicapped|sick»|ill»))"},
            Rule{"R4", true, false, "the full date of birth is not asked for; ask for an age group",
                 "पूरी जन्म तिथि नहीं पूछी जाती; आयु-वर्ग पूछें",
                 R"(जन्म\s*(?:का|की|के)?\s*(?:तिथि|तारीख|दिनांक|दिन»)|जन्मतिथि|जन्मदिन)",
                 R"(date of birth|birth ?date|«dob»|birthday|day of birth|when (?:was|were|is) [^.?!]{0,20}«born)"},
            Rule{
                "R4", true, false, "names of children are never recorded (R10)", "बच्चों के नाम कभी नहीं लिखे जाते (R10)",
                R"((?:बच्चे|बच्चों)[^।?!]{0,18}(?:उनके|उसका)\s*नाम»|(?:बच्चे|बच्चों|बच्ची|बच्चियों|बेटे|बेटों|बेटी|बेटियों|लड़के|लड़की|बालक|बालिका|नाबालिग|पुत्र|पुत्री)\s*(?:का|के|की)\s*(?:पूरा\s*)?नाम»(?!\s*(?:पर|से|में|खाता|का खाता|सुकन्या)))",
                R"((?:child|son|daughter|baby)[^.?!]{0,30}«(?:his|her|their) names?»|children called|(?<!in the )names?(?: and (?:ages?|classes|class))? of (?:the |your |each |every |all )?(?:the |your )?(?:child|children|son|sons|daughter|daughters|boy|girl|baby|minor)|(?:child|children|son|daughter|baby|girl|boy)(?:'s|s')? names?»)"},
            Rule{
                "R4", true, false, "nobody's vote is asked for or guessed: the ballot is secret",
                "किसी का वोट न पूछा जाता है, न अंदाज़ा लगाया जाता है: मतदान गुप्त है",
                R"((?:किसको|«किसे»|किस\s*(?:को|पार्टी|दल|उम्मीदवार|प्रत्याशी|निशान))[^।?!]{0,20}(?:वोट(?!र)|मतदान|जिता|समर्थन|पसंद)|वोट\s*(?:किसे|किसको|किस»)|झुकाव|(?:हमारा|पक्का|विरोधी)\s*(?:वोट|समर्थक)|(?:परिवार|घर|मतदाता|व्यक्ति|लोग|वोटर)[^।?!]{0,18}(?:समर्थक|विरोधी))",
                R"(who(?:m)? (?:will|did|would|do|are|is)[^.?!]{0,25}«vot(?:e|es|ing)»|which (?:party|candidate)[^.?!]{0,60}(?:vote|support|prefer)|party preference|leaning|likely to vote|vot(?:e|er|ing) intention|«(?:supporter|opponent|hostile|swing voter)s?»)"},
            Rule{"R4", false, false, "who has voted is not recorded on polling day (R29)",
                 "मतदान के दिन किसने वोट डाला यह नहीं लिखा जाता (R29)",
                 R"((?:क्या|आपने|किसने)[^।?!]{0,15}वोट\s*(?:डाला|दिया|डाल चुके))",
                 R"((?:did|have) you (?:already )?voted?»|who has voted)"},
            Rule{
                "R4", true, false, "fingerprints and faces are never recorded", "उँगलियों के निशान और चेहरे कभी दर्ज नहीं होते",
                R"(अंगूठ(?:ा|े)\s*(?:का|के)?\s*(?:निशान|छाप|लगवा|लगा)|(?:चेहरे|आंख|आंखों|पुतली)[^।?!]{0,14}(?:स्कैन|फोटो)|फिंगरप्रिंट|उंगलियों के निशान|(?:बायोमेट्रिक|चेहरे)\s*(?:की|का|से)?\s*(?:फोटो|पहचान|निशान|लें|लीजि|मिलान करें))",
                R"(fingerprint|thumb impression|«(?:take|scan|capture|record)»[^.?!]{0,15}(?:biometric|face|iris))",
                R"(नहीं|फेल|विफल)", R"(fail|not match|mismatch|did not|does not)"},
            Rule{
                "R4", true, false, "other people's numbers are not asked for", "दूसरों के नंबर नहीं पूछे जाते",
                R"((?:फोन|मोबाइल)\s*(?:के|की)\s*(?:सभी\s*)?(?:संपर्क|कॉन्टैक्ट)|(?:पड़ोसी|पड़ोसियों|रिश्तेदार|रिश्तेदारों|दोस्त|दोस्तों)\s*(?:का|के)\s*(?:फोन|मोबाइल|नंबर))",
                R"((?:phone|mobile) contacts|contact list|phone ?book|numbers? of (?:[a-z]+ )?(?:neighbours|neighbors|relatives|friends)|(?:neighbour|neighbor|relative|friend)s?(?:'s|s'|')? (?:phone|mobile|number)|(?:phone|mobile)(?: number)?s? of (?:a |your |the )?(?:neighbour|neighbor|relative|friend))"},
            Rule{
                "R4", true, false, "nothing is recorded behind anybody's back", "किसी से छिपाकर कुछ दर्ज नहीं होता",
                R"((?:बिना बताए|बताए बिना|चुपके|चोरी छिपे|छिपकर)[^।?!]{0,30}(?:लोकेशन|जगह|स्थान|फोटो|आवाज|रिकॉर्ड|सेव|नोट))",
                R"((?:location|voice|photo|picture|record)[^.?!]{0,30}(?:without (?:telling|asking|their knowledge)|secretly|covertly)|(?:secretly|covertly)[^.?!]{0,30}(?:record|note|photograph|save))"},
            Rule{"R13", true, false, "religion is not asked (R19)", "धर्म नहीं पूछा जाता (R19)",
                 R"(«(?:धर्म|धर्मों|मजहब|पंथ|संप्रदाय|सम्प्रदाय)»|हिंदू या मुस|हिन्दू या मुस)",
                 R"(«(?:religion|religions|faith|hindu or muslim|denomination)»)"},
            Rule{"R13", true, true, "community is asked only in a protected form, of the person herself",
                 "समुदाय केवल संरक्षित फ़ॉर्म में, व्यक्ति से ही पूछा जाता है",
                 R"(«(?:जाति|जात|उपजाति|बिरादरी|जातीय)»(?!\s*प्रमाण)|अनुसूचित जनजाति|पिछड़ा वर्ग)",
                 R"(«(?:caste|sub ?caste|jati|scheduled tribe|obc)»(?!\s*certificate)|which community)",
                 R"(जाति\s*प्रमाण|(?:सीट|क्षेत्र|पंचायत)[^।?!]{0,15}आरक्षित)",
                 R"(caste\s*certificate|reserved (?:seat|for))"},
            Rule{"R13", false, false, "a surname tells nothing that may be used", "उपनाम से कुछ नहीं निकाला जाता",
                 R"(«(?:उपनाम|सरनेम|गोत्र)»)", R"(«(?:surname|gotra)»|(?:last|family) name)"},
            Rule{
                "R14", true, true, "means are asked only in a protected form",
                "आर्थिक स्थिति केवल संरक्षित फ़ॉर्म में पूछी जाती है",
                R"(आमदनी|«आय»(?!\s*प्रमाण)|«(?:कमाई|वेतन|तनख्वाह)»|कितनी\s*(?:जमीन|खेती)|कितना\s*(?:खेत|कमा)|(?:राशन\s*कार्ड\s*(?:किस|का)\s*(?:प्रकार|रंग)))",
                R"(«(?:income|salary|earnings|earn)»(?!\s*certificate)|how much land|land ?holding|acres? of land|(?:kind|type|colour|color) of (?:your )?ration card)"},
            Rule{
                "R20", true, false,
                "only schemes in force can be asked about", "केवल चालू योजनाओं के बारे में पूछा जा सकता है", R"(प्रस्तावित[^।?!]{0,30}(?:योजना|गारंटी|पेंशन|भत्त|लाभ)|योजना[^।?!]{0,40}प्रस्ताव|(?:सरकार\s*(?:बनने|आने|बनी|आई)|जीतने|चुनाव\s*(?:के\s*)?बाद)[^।?!]{0,50}(?:योजना|पेंशन|भत्त|मकान|आवास|सिलेंडर|मुफ्त)|आने\s*वाली\s*(?:नई\s*)?योजना|भविष्य\s*की\s*योजना|योजना\s*(?:शुरू|लागू)\s*(?:करेंगे|की जाएगी|होगी|होने वाली)|घोषणा\s*पत्र|नई योजना[^।?!]{0,20}(?:पसंद|चाहेंगे|चाहते|लेना))",
                R"((?:proposed|upcoming|planned|future|promised|forthcoming)\s+(?:[a-z']+\s+){0,3}(?:schemes?|allowances?|pensions?|benefits?|subsid(?:y|ies)|housing|loans?|stipends?)|(?:schemes?|benefits?|travel|allowances?|pensions?)[^.?!]{0,15}we (?:will|plan to|are going to|are about to) (?:start|launch|introduce|announce)|if (?:our|the) (?:government|party) (?:comes|wins|is formed)[^.?!]{0,50}(?:scheme|benefit|housing|pension|allowance)|schemes?\s+(?:will be|to be)\s+(?:launched|started|introduced)|manifesto|new scheme[^.?!]{0,25}(?:like|want|interested))"},
            Rule{
                "R21", true, false, "nothing is promised at the door", "दरवाज़े पर कोई वादा नहीं किया जाता",
                R"((?:आपको|परिवार को|महिला को|महिलाओं को|सबको|घर को|लोगों को)[^।?!]{0,45}(?:मिलेगा|मिलेगी|मिलेंगे|मिल जाएगा|दिया जाएगा|दी जाएगी|दिए जाएंगे|देंगे|दिलाएंगे|दिलवाएंगे)|सरकार\s*(?:बन|आने|आई)[^।?!]{0,50}(?:मिले|देंगे|दिला|लाभ|योजना|हजार)|(?:चुनाव|जीत)\s*(?:के बाद|जीतने पर|ने पर)[^।?!]{0,50}(?:मिले|देंगे|दिला|लाभ)|(?:हम|पार्टी)\s*[^।?!]{0,25}(?:दिलाएंगे|दिलवाएंगे|दिला देंगे|दिलवा देंगे)|«वादा\s*(?:करते|है|करता)|गारंटी\s*(?:देते|देता|लेते))",
                R"(you (?:will|shall|'ll) (?:get|receive|be given)|your (?:family|household) will (?:get|receive)|we (?:will|shall|'ll) (?:get|give|provide|arrange|ensure|bring) (?:you|your)|if (?:we|our party|our government|our candidate)[^.?!]{0,15}(?:win|wins|comes? to power|forms?)|after the election[^.?!]{0,40}(?:get|receive|benefit|scheme)|«(?:we|i) (?:promise|guarantee)»)",
                only_a_slip_hindi, only_a_slip_english},
            Rule{
                "R21", true, false, "an answer, a vote or a membership is not paid for",
                "जवाब, वोट या सदस्यता के बदले कुछ नहीं दिया जाता",
                R"((?:वोट|साथ|समर्थन|फॉर्म|फार्म|सर्वे|सर्वेक्षण|«भाग»|सदस्य|पर्ची)[^।?!]{0,45}(?:मिलेगा|मिलेगी|मिलेंगे|पाइए|पाएं|पाओ|दिलाई|दिलाया|दिए जाएंगे|दी जाएगी|माफ))",
                R"(«(?:vote|support|join|fill|take (?:this|the) survey|answer)[^.?!]{0,45}«(?:will (?:get|receive|be waived|be given)|and (?:get|win|receive)|to (?:get|receive) (?:a|your|the|free)))",
                only_a_slip_hindi, only_a_slip_english},
            Rule{
                "R21", true, false, "no enrolment, registration or application is taken with a survey",
                "सर्वे के साथ न पंजीकरण होता है, न नामांकन, न आवेदन",
                R"((?<!मतदाता )(?<!वोटर )(?:पंजीकरण|रजिस्ट्रेशन|नामांकन)\s*(?:कर|करा|करवा|के लिए|हेतु|फॉर्म|नंबर)|(?:योजना|लाभ|पेंशन|आवास)[^।?!]{0,25}(?:आवेदन|फॉर्म|फार्म)\s*(?:करें|करना चाह|भरें|भरवा|भरना चाह|लें»|जमा करें|दें»)|आवेदन\s*(?:करना चाह|भरवाना|भरना चाह|करवाना चाह|भर दें|भर देंगे|ले लें|यहां)|(?:योजना|(?<!मतदाता )(?<!वोटर )सूची|लिस्ट)\s*में\s*(?:आपका\s*|अपना\s*)?नाम\s*(?:लिखवा|जुड़वा|जोड़ दें|जोड़ेंगे|डलवा|दर्ज करा))",
                R"((?<!did you )(?<!you already )«(?:enrol|enroll|enrolment|enrollment|enrolling|register|registration|sign up|signing up|apply|applying|application)»[^.?!]{0,30}«(?:scheme|schemes|benefit|benefits|pension|pensions|housing|yojana)»|(?:scheme|benefit|pension|housing) (?:enrolment|enrollment|registration|application) (?:form|number)|add (?:your|the) name to (?:the )?(?:scheme|beneficiary|benefit)|fill (?:in )?(?:the|this|a) form (?:to|and) (?:get|receive))", made_elsewhere_hindi,
                made_elsewhere_english},
            Rule{
                "R21", true, false, "nobody is put on a list of beneficiaries by us",
                "हम किसी को लाभार्थियों की सूची में नहीं जोड़ते",
                R"((?:पंजीकरण|रजिस्ट्रेशन|रजिस्टर|नामांकन|एनरोल)[^।?!]{0,12}(?:कर|कीजि)|नाम\s*लिखवा|(?:पेंशन|योजना|आवास|मकान|लाभ)\s*(?:के लिए|में|का)[^।?!]{0,12}(?:नाम\s*(?:लिखवा|जुड|डलवा|दर्ज)|(?:फॉर्म|फार्म|आवेदन)[^।?!]{0,10}(?:भर|जमा|दे))|नाम[^।?!]{0,8}लाभार्थी|लाभार्थी[^।?!]{0,10}(?:सूची|लिस्ट)[^।?!]{0,16}(?:नाम|डलवा|जोड)|«हम»[^।?!]{0,20}(?:फॉर्म|फार्म|आवेदन)[^।?!]{0,12}(?:जमा|भर)|मिस्ड कॉल[^।?!]{0,30}(?:योजना|रजिस्टर|लाभ|जुड))",
                R"(«(?:register|enrol|enroll|sign up)»\s+(?:now|here|today|yourself|him|her)»|to (?:be )?(?:enrol|enroll)(?:led|ed)?»|«apply (?:for|to)[^.?!]{0,40}(?:through|with) us|us to (?:submit|fill)[^.?!]{0,25}(?:application|form)|«(?:file|submit|fill)[^.?!]{0,30}(?:claim|application|form) for you|list of beneficiaries|beneficiary list|missed call[^.?!]{0,30}(?:enrol|regist|benefit))",
                made_elsewhere_hindi, made_elsewhere_english},
            Rule{"R21", true, false, "no guarantee card, token, coupon or waiting list is given",
                 "न गारंटी कार्ड, न टोकन, न कूपन, न प्रतीक्षा सूची दी जाती है",
                 R"(गारंटी\s*(?:कार्ड|पत्र|फॉर्म|फार्म)|«(?:टोकन|कूपन)»|(?:प्रतीक्षा|वेटिंग)\s*(?:सूची|लिस्ट))",
                 R"(guarantee\s*(?:card|form|letter)s?|«(?:token|coupon)s?»|wait(?:ing)?\s?list)"},
            Rule{
                "R21", true, false, "no documents are collected", "दस्तावेज़ नहीं लिए जाते",
                R"((?:कागज|कागजात|दस्तावेज|प्रमाण पत्र)[^।?!]{0,24}(?:दे दें|दे दो|सौंप|जमा)|(?:दस्तावेज|दस्तावेजों|कागज|कागजात|कागजों|प्रमाण पत्र|छायाप्रति|फोटोकॉपी)\s*(?:की|का|को|के)?\s*(?:फोटो|कॉपी|प्रति»|जमा\s*(?:करें|कराएं|करवाएं|करा दें|कीजिए|करेंगे)|अपलोड|दें»|दे दें|दीजिए|ले लें|लें»|इकट्ठा|संलग्न))",
                R"(«(?:collect|submit|upload|attach|hand over|give us|leave|bring|photograph|scan|take)»[^.?!]{0,25}«(?:document|documents|certificate|certificates|papers|photocopy|photocopies|xerox)»|(?:photo|copy|picture) of (?:the |your |their )?(?:document|documents|certificate|papers))"},
};

}  // namespace boothwise::forms::lint
