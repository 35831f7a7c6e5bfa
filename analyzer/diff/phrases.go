package diff

// The tables below name words and set phrases that can stand for each other in terms without a change of meaning; a line
// without a name lists what says nothing. Words are in lower case for English and Dutch, in dictionary form for Japanese
// (without polite endings and て, with は written が, as canon.go leaves them). What differs in modality, negation,
// actor or extent never shares a line.

const englishPhrases = `
: a | an | the | please | also | hereby | that | which | such | any | both | respective | thereby | accordingly | otherwise noted
before: prior to | before | in advance of
to: in order to | so as to | to
and: as well as | together with | along with | and
example: such as | like | including but not limited to | including without limitation | including | e g | for example | for instance | among others | include | includes
about: regarding | concerning | relating to | related to | about | with respect to | with regard to | in relation to | in connection with | pertaining to
under: pursuant to | under | in accordance with | according to | as set out in | as set forth in | as described in | as outlined in | subject to the terms of
by: by means of | via | through | by
because: because of | due to | owing to | because | since
if: if | in the event of | in the event that | in case of | in case | where | when | whenever | upon
website: web site | website | site | websites | sites | web sites
email: e mail | email | e mails | emails | mail
online: on line | online
start: begin | begins | commence | commences | start | starts | beginning | starting | commencing
buy: purchase | buy | purchases
get: obtain | get
end: terminate | end | termination | ends | terminates
help: help | assist | aid
give: give | gives
will: will | shall
however: however | but | nevertheless | though | although
so: therefore | thus | hence | consequently
see: see | refer to | consult | visit
about-click: learn more about | find out more about | read more about | more information about | for more information about | for more information on | for further information on
click: click | tap | select | press
including-now: at this time | currently | presently | at present
personal-data: personal information | personal data | personally identifiable information
third-party: third party | thirdparty | third parties
sub-processor: sub processor | subprocessor
per: per | for each
may-not: may not | must not | shall not | can not
child: children | child | minors
log-in: log in | login | sign in | log on
set-up: set up | setup
opt-out: opt out | optout
opt-in: opt in | optin
keep: keep | retain | retains | keeps
change: modify | change | amend | alter | update | modifies | changes | amends | updates
contact: contact us at | contact us | contact | reach us at | reach out to us | get in touch with us
`

const dutchPhrases = `
: het | een | eveneens | tevens
voor: voorafgaand aan | alvorens
om: teneinde
en: alsmede | evenals
bijv: zoals | bijvoorbeeld | waaronder | met inbegrip van
over: betreffende | omtrent | inzake | aangaande | met betrekking tot
op-grond: op grond van | krachtens | ingevolge | overeenkomstig | conform
als: indien | wanneer | ingeval
`

const japanesePhrases = `
: もの と する | こと と する | せる いただく | いただく | お | ご | だ ある | もの だ
する: を 行う | を 行なう | を おこなう | を 実施 する | 行う | 行なう | おこなう | する する | を する
可: こと が できる | こと が 出来る | こと も できる | できる | 出来る
得: こと が ある | 場合 が ある | こと も ある | 場合 も ある | 得る | うる | える | かねる ない
ない: こと が ない | もの で ない | ない もの と する | ない こと と する
要: ない なる ない | 必要 が ある | ない いける ない | こと を 要する | なけれ なる ない
又は: または | 又は | もしくは | 若しくは | あるいは | 或いは
及び: および | 及び | ならびに | 並びに
ただし: ただし | 但し
等: など | 等
全て: すべて | 全て | 全部 | 総て
事前: あらかじめ | 予め | 事前 に
場合: とき | 時 | 場合 | 際
ため: 為 | ため
こと: 事 | こと
ところ: 所 | ところ
とおり: 通り | とおり
ごと: 毎 | ごと
さらに: 更に | さらに
また: 又 | また
なお: 尚 | なお
いずれ: 何れ | いずれ
いかなる: 如何なる | いかなる
だけ: のみ | だけ
で: において | にて | で | に おいて | に おき
での: における | に おける
対: に対して | に対し | に 対し
より: により | によって | によりまして | による
ついて: について | につき | に関して | に関し | につきまして
基づき: に基づき | に基づいて | に 基づく | に もとづく | に 則る | に のっとる
従: したがう | 従う
係: かかる | 係る | かかわる | 関わる
直ちに: 直ちに | ただちに
速やか: 速やか | すみやか
ウェブサイト: ホームページ | ウェブサイト | webサイト | サイト | web サイト
メール: メール | 電子メール | eメール | e メール
下さい: ください | 下さる | くださる
`
