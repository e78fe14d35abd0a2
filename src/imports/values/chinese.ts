import { folded } from '../../vietnamese.ts'

// A Chinese name is written by its Vietnamese reading in one line and in pinyin in the next. Data: syllables of pinyin,
// each with the Vietnamese readings that names commonly use, folded.
const table = `an:an ang:ngang bai:bach,ba bao:bao,bau bei:boi,bac bin:tan,ban bing:binh,bang bo:ba,bac,bo cai:thai,tai cao:tao
chang:truong,xuong chao:trieu,sieu chen:tran,than cheng:trinh,thanh,thua chong:sung,trong chu:so,chu chun:xuan chuan:xuyen,truyen cong:tung,thong
cui:thoi da:dai dai:dai,doi dan:dan,dam dao:dao de:duc deng:dang,dang di:dich,de ding:dinh dong:dong,dong du:do,do duan:doan en:an fan:pham,phan
fang:phuong,phong fei:phi feng:phong,phung fu:phu,pho,phuc gan:cam gang:cuong,cang gao:cao ge:cat,cach geng:canh gong:cong,cung gu:co,coc guan:quan guang:quang gui:quy
guo:quoc,quach hai:hai han:han hang:hang,hanh hao:hao,hao he:ha,hoa,hac heng:hang,hoanh hong:hong,hoang hou:hau hu:ho hua:hoa huai:hoai huan:hoan huang:hoang,huynh hui:hue,huy,hoi
ji:ky,co,cat,quy,te jia:gia,giap jian:kien,kiem,gian jiang:giang,tuong jiao:kieu,tieu jie:kiet,khiet,gioi jin:kim,tan,cam,tien jing:tinh,kinh,canh jiu:cuu ju:cu juan:quyen jun:quan,tuan
kai:khai kang:khang ke:kha,khac kong:khong kuan:khoan kui:khue kun:con,khon lan:lan lei:loi le:lac,nhac li:ly,le,luc,loi,lap lian:lien liang:luong liao:lieu lin:lam,lan ling:linh,lang liu:luu,luc
long:long lu:lo,lu,luc luo:la,lac lun:luan lv:la,lu ma:ma man:man mao:mao mei:my,mai meng:manh,mong mi:me,mat miao:mieu min:man,dan ming:minh mo:mac mu:muc,moc na:na nan:nam
ni:nghe nian:nien ning:ninh pan:phan pei:bui,boi peng:bang,banh ping:binh,binh po:phac pu:pho qi:te,ky,khai,tich,thich qian:tien,thiem qiang:cuong qiao:kieu qin:tan,cam,khan qing:thanh,khanh qiu:thu,khau,cuu
qu:khuc,cu quan:toan,quyen ren:nham,nhan,nhiem rong:vinh,dung ru:nhu rui:nhue run:nhuan san:tam sha:sa shan:son,thien shang:thuong shao:thieu shen:tham,than sheng:thang,thinh,sinh shi:thi,thach,su,thoi,si,the shou:tho
shu:thu,thuc shuai:soai shun:thuan si:tu song:tong,tung su:to sui:tuy sun:ton tai:thai,dai tan:dam,dam tang:duong,thang tao:dao teng:dang tian:dien,thien tie:thiet ting:dinh tong:dong,thong wan:van,uyen wang:vuong,uong
wei:ve,vi,vy,uy,nguy,duy wen:van,on weng:ong wu:ngo,vu,vo xi:hy,tich,tay,he xia:ha xian:hien,tien xiang:huong,tuong,hang xiao:tieu,hieu xie:ta xin:tan,tam,tin,han xing:hinh,hung,tinh xiong:hung xiu:tu xu:hua,tu,tuc xuan:tuyen,huyen
xue:tuyet,hoc xun:tuan,huan ya:a,nha yan:nghiem,nhan,yen,nham,dien yang:duong yao:dieu,dao ye:diep yi:nghia,di,y,dich,nghi,nhat yin:doan,an,ngan ying:anh,oanh,dinh yong:vinh,dung you:huu,du yu:vu,ngoc,du,duc,ngu yuan:vien,nguyen,uyen yue:nhac,nguyet
yun:van ze:trach zeng:tang zhai:dich,trac zhan:chiem,trien zhang:truong,chuong zhao:trieu,chieu zhe:triet zhen:chan,chan,tran zheng:trinh,chinh,chinh zhi:chi,tri zhong:trung,chung zhou:chau,chu zhu:chu zhuang:trang zhuo:trac zi:tu zong:tong,tung zou:trau zu:to zuo:ta,tac`

const readings = new Map(
  table.split(/\s+/).map((entry) => {
    const [syllable = '', read = ''] = entry.split(':')
    return [syllable, [...new Set(read.split(','))]]
  }),
)

/** How a name in pinyin may read in Vietnamese, folded and without spaces; nothing where it is no pinyin. */
export function readingsOf(name: string): string[] {
  if (
    folded(name) !==
    name
      .normalize('NFC')
      .toLowerCase()
      .replace(/[^a-z]+/g, ' ')
      .trim()
  )
    return []
  const syllables = folded(name).split(' ').flatMap(syllablesOf)
  if (syllables.length < 2 || syllables.length > 4 || syllables.includes('')) return []
  return syllables.reduce<string[]>(
    (read, syllable) => read.flatMap((before) => readings.get(syllable)!.map((one) => before + one)),
    [''],
  )
}

// "baixin" is bai and xin: a word of one, two or three syllables; '' marks what is none.
function syllablesOf(word: string): string[] {
  if (readings.has(word)) return [word]
  for (let at = word.length - 1; at > 0; at--) {
    if (!readings.has(word.slice(0, at))) continue
    const rest = syllablesOf(word.slice(at))
    if (!rest.includes('')) return [word.slice(0, at), ...rest]
  }
  return ['']
}
