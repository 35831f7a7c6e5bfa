package clause

func (b *builder) references() {}
