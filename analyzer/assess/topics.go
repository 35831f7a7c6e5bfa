package assess

import (
	"cmp"
	"slices"

	"kiyaku/analyzer/find"
	"kiyaku/corpus"
)

// IDs of topics: the tests of the legal model, §7.
const (
	ServiceType        = "service-type"        // storage, analysis, digitising: which kinds are entrusted
	Maintenance        = "maintenance"         // the examples of Q&A 7-55
	GenerativeAI       = "generative-ai"       // prompts used for anything but the answer (warning of 2023-06-02)
	Chain              = "chain"               // 委託元, 委託先, 再委託先, maybe abroad
	Warning2024        = "warning-2024-12"     // what terms should carry by the warning of 2024-12-17
	ProcessorAgreement = "processor-agreement" // six topics of a bewerkersovereenkomst, GDPR Art. 28
	Verification       = "verification"        // shared responsibility and third-party reports
	GovernmentAccess   = "government-access"   // three questions on the CLOUD Act
	Recourse           = "recourse"            // liability capped at some months' fees
)

// TopicIDs lists the IDs of all topics, in the order in which they are reported.
func TopicIDs() []string {
	return []string{ServiceType, Maintenance, GenerativeAI, Chain, Warning2024, ProcessorAgreement, Verification, GovernmentAccess, Recourse}
}

// PointStatus is what the documents answer to a point of a topic.
type PointStatus string

// Statuses of points.
const (
	Stated      PointStatus = "stated"       // they say so; it speaks neither way
	Covered     PointStatus = "covered"      // they answer it in the customer's favour
	Conditional PointStatus = "conditional"  // they answer it, but something that it needs is missing
	Adverse     PointStatus = "adverse"      // they answer it against the customer
	Opposed     PointStatus = "contradicted" // they answer it both ways
	Gap         PointStatus = "gap"          // no provision answers it
)

// A Topic is one question that lawyers put to the documents beside the three factors. It moves no factor and no verdict.
type Topic struct {
	ID        string
	Authority []string // IDs
	Points    []Point  // in a fixed order; never empty
}

// A Point is one part of a topic with what answers it.
type Point struct {
	ID       string // unique in its topic
	Status   PointStatus
	Evidence []Evidence // in order of document and place
	Value    string     // what the provisions say in words of the documents: names, countries, a period; ""
	Missing  []string   // what a conditional point still needs: promise, control, prevention, detail
}

// Evidence is a provision that answers a point.
type Evidence struct {
	Finding string // ID of the finding; "" if the sentence raised none
	find.Place
}

// survey is what topics are answered from.
type survey struct {
	*Assessment
	in    Input
	order map[string]int // document → place in the set
	aside map[string]bool
}

// topics answers the topics that the documents bear on.
func topics(a *Assessment, in Input) []Topic {
	s := &survey{Assessment: a, in: in, order: map[string]int{}, aside: map[string]bool{}}
	for i, d := range in.Documents {
		if d.Document == nil {
			continue
		}
		s.order[d.ID] = i
		// What a policy for the provider's own customers or visitors promises does not reach stored data.
		s.aside[d.ID] = d.Scope.Data == find.OwnCustomers || d.Scope.Data == find.Visitors
	}
	answer := map[string]func() []Point{
		ServiceType: s.serviceType, Maintenance: s.maintenance, GenerativeAI: s.generativeAI, Chain: s.chain,
		Warning2024: s.warning, ProcessorAgreement: s.processorAgreement, Verification: s.verification,
		GovernmentAccess: s.governmentAccess, Recourse: s.recourse,
	}
	var out []Topic
	for _, id := range TopicIDs() {
		if points := answer[id](); len(points) > 0 {
			out = append(out, Topic{ID: id, Authority: topicAuthority(id), Points: points})
		}
	}
	return out
}

// topicAuthority lists the authorities that a topic rests on.
func topicAuthority(id string) []string {
	switch id {
	case ServiceType:
		return []string{"qa-7-53"}
	case Maintenance:
		return []string{"qa-7-55"}
	case GenerativeAI:
		return []string{"ppc-2023-06-02"}
	case Chain:
		return []string{"appi-28", "qa-12-3", "qa-10-25", "ppc-2024-03-25-mk"}
	case Warning2024:
		return []string{"ppc-2024-12-17", "gl-3-4-4"}
	case ProcessorAgreement:
		return []string{"gdpr-28"}
	case Verification:
		return []string{"gl-3-4-4"}
	case GovernmentAccess:
		return []string{"cloud-act"}
	}
	return nil
}

// flagged lists the provisions with one of the flags that careful colleagues would not dispute.
func (s *survey) flagged(flags ...string) []Evidence {
	return s.findings(func(f *find.Finding) bool { return slices.Contains(flags, f.Flag) && !f.Debatable })
}

// findings lists the provisions of findings that fit and concern stored data.
func (s *survey) findings(fits func(f *find.Finding) bool) []Evidence {
	var out []Evidence
	for i := range s.Findings {
		f := &s.Findings[i]
		if fits(f) && !s.aside[f.Document] {
			out = append(out, Evidence{f.ID, find.Place{Document: f.Document, Citation: f.Citation, Caption: f.Caption, Span: f.Span, Quote: f.Quote}})
		}
	}
	return out
}

// seen lists the sentences that bear on a point: those that say that it is so, and those that deny it.
func (s *survey) seen(topic, point string) (yes, no []Evidence) {
	for _, x := range s.in.Sightings {
		switch {
		case x.Point != topic+"."+point || s.aside[x.Document]:
		case x.Denied:
			no = append(no, Evidence{Place: x.Place})
		default:
			yes = append(yes, Evidence{Place: x.Place})
		}
	}
	return yes, no
}

// merge joins evidence in order of document and place, each sentence once; one with a finding wins.
func (s *survey) merge(lists ...[]Evidence) []Evidence {
	all := slices.Concat(lists...)
	slices.SortStableFunc(all, func(a, b Evidence) int {
		named := func(e Evidence) int {
			if e.Finding == "" {
				return 1
			}
			return 0
		}
		return cmp.Or(cmp.Compare(s.order[a.Document], s.order[b.Document]), cmp.Compare(a.Span.Start, b.Span.Start), cmp.Compare(named(a), named(b)))
	})
	return slices.CompactFunc(all, func(a, b Evidence) bool { return a.Document == b.Document && a.Span == b.Span })
}

// kind is the kind of a document.
func (s *survey) kind(id string) corpus.Kind {
	if i, ok := s.order[id]; ok {
		return s.in.Documents[i].Kind
	}
	return ""
}

// found is a point that provisions answer, or a gap.
func found(id string, evidence []Evidence) Point {
	if len(evidence) == 0 {
		return Point{ID: id, Status: Gap}
	}
	return Point{ID: id, Status: Covered, Evidence: evidence}
}

// twoSided is a point that provisions answer for or against the customer.
func (s *survey) twoSided(id string, good, bad []Evidence) Point {
	p := Point{ID: id, Status: Gap, Evidence: s.merge(good, bad)}
	switch {
	case len(good) > 0 && len(bad) > 0:
		p.Status = Opposed
	case len(good) > 0:
		p.Status = Covered
	case len(bad) > 0:
		p.Status = Adverse
	}
	return p
}
