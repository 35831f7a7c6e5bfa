package store_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"kiyaku/corpus/store"
)

func TestReviews(t *testing.T) {
	onBoth(t, func(t *testing.T, s *store.Store, _ string) {
		ctx := t.Context()
		kept := keep(t, s, store.Set{Service: "Example", Parts: []store.Part{page("https://example.com/t", "one", day)}})
		id := kept.Service.ID
		write(t, s, func(ctx context.Context, tx *store.Tx) error {
			for i, v := range []store.Review{
				{Finding: "v1:a", Judgement: store.Reject, Comment: "これは自社設備 \x00\xff", Reviewer: "佐藤"},
				{Finding: "v1:a", Judgement: store.Comment, Comment: "see e-mail", Reviewer: "鈴木"},
				{Finding: "v1:b", Judgement: store.Accept, Reviewer: "佐藤"},
				{Finding: "v1:b", Judgement: store.Reset, Reviewer: "佐藤"},
				{Finding: "v1:c", Judgement: store.Accept, Reviewer: "佐藤"},
				{Finding: "v1:c", Judgement: store.Reject, Reviewer: "鈴木", Version: 2},
			} {
				v.ServiceID, v.At = id, day.Add(time.Duration(i)*time.Minute)
				if _, err := tx.PutReview(ctx, v); err != nil {
					return err
				}
			}
			return nil
		})
		reviews, err := s.Reviews(ctx, id)
		if err != nil || len(reviews) != 6 || reviews[0].Comment != "これは自社設備 \uFFFD\uFFFD" || !reviews[5].At.Equal(day.Add(5*time.Minute)) {
			t.Errorf("Reviews = %+v, %v", reviews, err)
		}
		judged := store.Judged(reviews)
		if len(judged) != 2 || judged["v1:a"].Judgement != store.Reject || judged["v1:c"].Reviewer != "鈴木" {
			t.Errorf("Judged = %+v", judged)
		}
		if err := s.Write(ctx, func(tx *store.Tx) error {
			_, err := tx.PutReview(ctx, store.Review{ServiceID: id, Finding: "v1:a", Judgement: "maybe"})
			return err
		}); err == nil {
			t.Error("an unknown judgement is kept")
		}
	})
}

func TestAnswers(t *testing.T) {
	onBoth(t, func(t *testing.T, s *store.Store, _ string) {
		ctx := t.Context()
		kept := keep(t, s, store.Set{Service: "Example", Parts: []store.Part{page("https://example.com/t", "one", day)}})
		put := func(a store.Answer) error {
			a.ServiceID = kept.Service.ID
			return s.Write(ctx, func(tx *store.Tx) error {
				_, err := tx.PutAnswer(ctx, a)
				return err
			})
		}
		last := store.Answer{Question: "maintenance-id", Value: "no", Note: "removed in May", Source: "letter", Date: "2026-11-01", Reviewer: "佐藤", At: day}
		for _, a := range []store.Answer{{Question: "maintenance-id", Value: "yes"}, {Question: "keys", Value: "provider"}, {Question: "keys"}, last} {
			if err := put(a); err != nil {
				t.Fatal(err)
			}
		}
		got, err := s.Answers(ctx, kept.Service.ID)
		if diff := cmp.Diff([]store.Answer{last}, got, cmpopts.IgnoreFields(store.Answer{}, "ID", "ServiceID")); diff != "" || err != nil {
			t.Errorf("answers in force (-want +got):\n%s%v", diff, err)
		}
		if log, err := s.AnswerLog(ctx, kept.Service.ID); err != nil || len(log) != 4 {
			t.Errorf("AnswerLog = %v, %v, want all four", log, err)
		}
		if err := put(store.Answer{Question: "keys", Value: "x", Date: "1.11.2026"}); err == nil {
			t.Error("a date in another form is kept")
		}
	})
}
