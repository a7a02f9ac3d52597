// The icons in use, by their Lucide names. Each is a file; the build puts small ones into the program itself.

const files = import.meta.glob<string>(
  '/node_modules/lucide-static/icons/{house,package,truck,boxes,tag,newspaper,vote,gavel,life-buoy,scale,users,chart-column,settings,bell,search,plus,check,x,triangle-alert,clock,refresh-cw,wifi-off,inbox,send,circle-help,chevron-right,chevron-down,chevron-left,ellipsis,pencil,trash-2,eye,calendar,map-pin,image,log-out,store,printer,download,undo-2,star,message-square,lock,user,keyboard,arrow-up,arrow-down,map,list,filter,circle-check,circle-dot,circle-dashed,circle-x,moon,sun,globe,phone,route,package-check,package-x,ban,archive,file-text}.svg',
  { query: '?url', import: 'default', eager: true },
);

const byName = new Map(
  Object.entries(files).map(([path, url]) => [path.replace(/^.*\/|\.svg$/g, ''), url]),
);

/** The address of an icon. */
export function iconUrl(name: string): string {
  return byName.get(name) ?? '';
}
