package clause

func (b *builder) terms()      {}
func (b *builder) references() {}
