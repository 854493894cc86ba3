import type { Texts } from "./en.ts";

const date = (day: string): string => {
  const [year, month, dayOfMonth] = day.split("-").map(Number);
  return `${year}年${month}月${dayOfMonth}日`;
};

const units: Record<string, string> = {
  user: "ユーザー",
  endpoint: "エンドポイント",
  appliance: "台",
  mailbox: "メールボックス",
  server: "サーバー",
  device: "デバイス",
};

const regions: Record<string, string> = {
  US: "米国",
  EU: "ヨーロッパ",
  JP: "日本",
  SG: "シンガポール",
  AU: "オーストラリア",
  IN: "インド",
};

export const ja: Texts = {
  language: "ja",
  console: "XDRコンソール",
  skip: "本文へ移動",
  mainMenu: "メイン",
  products: "製品",
  allLicenses: "AnyKeyのすべてのライセンス",
  accountMenu: (email) => `アカウントメニュー: ${email}`,
  signIn: "サインイン",
  signOut: "サインアウト",
  roles: { owner: "所有者", admin: "管理者", viewer: "閲覧者" },
  footer: "AnyKeyのリファレンスコンソール",
  title: (page) => `${page} – XDRコンソール`,
  errorTitle: (page) => `エラー: ${page} – XDRコンソール`,
  columns: { product: "製品", kind: "種類", region: "リージョン", seats: "シート数", term: "契約期間", status: "状態" },
  addOn: "XDRアドオン",
  related: "XDR関連製品",
  trial: "体験版",
  counts: {
    label: "概要",
    addOns: "XDRアドオン",
    related: "XDR関連製品",
    active: "有効",
    ending: "まもなく終了・終了",
  },
  region: (code) => regions[code] ?? code,
  regionOf: "リージョン",
  seats: (n, unit) => `${n.toLocaleString("ja")}${units[unit] ?? "シート"}`,
  term: (startsOn, endsOn) => [`${date(startsOn)}～`, date(endsOn)],
  status: {
    active: () => "有効",
    expiring: (days) => (days === 0 ? "今日終了" : `あと${days}日で終了`),
    grace: (days) => (days === 0 ? "猶予期間: 最終日" : `猶予期間: 残り${days}日`),
    expired: () => "期限切れ",
    not_started: () => "開始前",
  },
  empty: "コンソールに製品はありません",
  emptyText: "XDRで使う製品は、その注文が有効になるとここに表示されます。",
  preparing: "コンソールを準備しています",
  preparingText:
    "AnyKeyがお客様の製品をこのコンソールに送っています。通常は1分ほどで完了します。操作は必要ありません。",
  noProducts: "このコンソールで使う製品はまだありません",
  noProductsText:
    "お客様のアカウントでは、このコンソールの製品を含む注文がまだ有効になっていません。AnyKeyでその注文のキーを入力すると、1分ほどで製品がここに表示されます。",
  enterKey: "AnyKeyでキーを入力",
  checkAgain: "もう一度確認",
  backToPortal: "AnyKeyに戻る",
  welcome: "サインインして製品を表示",
  welcomeText:
    "このコンソールには、お客様の会社のXDRアドオンとXDR関連製品が表示されます。サインインにはAnyKeyを使います。",
  signedOut: "サインアウトしました",
  signedOutText: "製品を表示するには、もう一度サインインしてください。",
  tryAgain: "もう一度試す",
  problems: {
    stranger: {
      title: "このコンソールは別のポータルのものです",
      text: "開いたリンクは、このコンソールが知らないポータルを指しています。ここからサインインしてください。",
    },
    interrupted: {
      title: "このサインインは終了しました",
      text: "時間がかかりすぎたか、すでに使われたか、別のウィンドウやブラウザーで始められました。もう一度サインインしてください。",
    },
    refused: {
      title: "AnyKeyでサインインできませんでした",
      text: "ポータルがサインインを終了しました。もう一度試すか、アカウントの所有者に利用できるかどうかを確認してください。",
    },
    failed: {
      title: "サインインできませんでした",
      text: "AnyKeyとこのコンソールの通信に問題がありました。もう一度試してください。繰り返す場合はサポートに連絡してください。",
    },
    portal_away: {
      title: "AnyKeyから応答がありません",
      text: "サインインに使うAnyKeyに現在接続できません。1分ほど待ってから、もう一度試してください。",
    },
    forged: {
      title: "このページは無効になりました",
      text: "何も変更されていません。コンソールを開き直して、もう一度操作してください。",
    },
    not_found: { title: "このページはありません", text: "アドレスを確認するか、製品のページに移動してください。" },
    fault: {
      title: "コンソールに問題が発生しました",
      text: "問題は記録されました。1分ほど待ってから、もう一度試してください。",
    },
  },
  reference: (id) => `サポート用の参照番号: ${id}`,
};
