package document

import "reflect"

// slab gives out room for the elements of many short lists of one type. One
// allocation for many lists in place of one or more for each makes the reading of
// strategies a fifth faster.
type slab struct {
	room reflect.Value // a slice of which lists are cut
	from int           // elements cut from earlier rooms
	used int           // elements cut so far
	last int           // elements of the last list, a guess for the next
}

// slabBytes bounds the room that lists share, and with it what is kept of a
// document by one of its lists.
const slabBytes = 8 << 10

// most is the number of elements up to which a list is a short one.
func (s *slab) most(typ reflect.Type) int { return slabBytes / max(int(typ.Elem().Size()), 1) }

// cut returns a list of n zero elements.
func (s *slab) cut(typ reflect.Type, n int) reflect.Value {
	if s.room.IsValid() && s.used+n <= s.from+s.room.Len() {
		s.used += n
		end := s.used - s.from
		return s.room.Slice3(end-n, end, end)
	}
	size := n
	if s.room.IsValid() {
		size = max(n, min(2*s.room.Len(), s.most(typ)))
	}
	s.room, s.from = reflect.MakeSlice(typ, size, size), s.used
	s.used += n
	return s.room.Slice3(0, n, n)
}

// filling is a list while it is read.
type filling struct {
	list  reflect.Value
	slab  *slab
	room  int // elements it has room for
	end   int // where its room ends in the slab; -1 for a long list, which has room of its own
	start int // offset in the document
}

// grow makes room for more than n elements. It doubles the room, but goes by the
// size of the elements so far where the document does not have as many left.
func (f *filling) grow(n int, s *scanner) {
	typ := f.list.Type()
	most := f.slab.most(typ)
	room := max(min(f.slab.last, most), 1)
	if n > 0 {
		each := max((s.pos-f.start)/n, 1)
		room = n + min(n, (len(s.data)-s.pos)/each+1)
	}
	var fresh reflect.Value
	if room > most {
		fresh, f.end = reflect.MakeSlice(typ, room, room), -1
	} else {
		if f.end == f.slab.used { // nothing was cut since, so that the list may go on where it is
			f.slab.used -= f.room
		}
		fresh, f.end = f.slab.cut(typ, room), f.slab.used
	}
	if n > 0 {
		reflect.Copy(fresh, f.list)
	}
	f.list.Set(fresh)
	f.room = room
}

// close cuts the list to the n elements it has and gives back the rest of its room.
// It has no capacity to spare: nothing appended to it runs into the next.
func (f *filling) close(n int) {
	if n == 0 {
		f.list.Set(reflect.MakeSlice(f.list.Type(), 0, 0))
		return
	}
	f.list.SetLen(n)
	f.list.SetCap(n)
	if f.end == f.slab.used {
		f.slab.used -= f.room - n
	}
	f.slab.last = n
}
