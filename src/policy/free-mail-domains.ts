/** DOMAIN.md 3, Existing-account check: mail domains that say nothing about the company of their users. */
export const FREE_MAIL_DOMAINS: ReadonlySet<string> = new Set(
  `
  gmail.com googlemail.com outlook.com hotmail.com live.com msn.com passport.com
  outlook.jp hotmail.co.jp live.jp hotmail.co.uk live.co.uk hotmail.fr hotmail.de outlook.de outlook.fr
  yahoo.com ymail.com rocketmail.com aol.com yahoo.co.jp ymail.ne.jp yahoo.co.uk yahoo.fr yahoo.de yahoo.co.in
  yahoo.com.au yahoo.com.sg yahoo.com.br yahoo.com.tw
  icloud.com me.com mac.com proton.me protonmail.com pm.me tutanota.com tuta.io fastmail.com hey.com zoho.com
  gmx.com gmx.net gmx.de gmx.at gmx.ch web.de t-online.de freenet.de mail.com
  orange.fr wanadoo.fr laposte.net free.fr sfr.fr libero.it virgilio.it
  mail.ru bk.ru inbox.ru list.ru yandex.ru yandex.com rambler.ru
  qq.com foxmail.com 163.com 126.com sina.com sohu.com naver.com daum.net hanmail.net
  docomo.ne.jp ezweb.ne.jp au.com uqmobile.jp softbank.ne.jp i.softbank.jp ymobile.ne.jp
  rakuten.jp infoseek.jp excite.co.jp mail.goo.ne.jp goo.jp nifty.com biglobe.ne.jp plala.or.jp
  comcast.net verizon.net att.net sbcglobal.net btinternet.com sky.com virginmedia.com bigpond.com
  rediffmail.com uol.com.br bol.com.br terra.com.br
  `
    .trim()
    .split(/\s+/),
);
