package store

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"time"
)

// A Change is what differs between two versions of a service, or between two assessments of one version.
type Change struct {
	ID          string // see [ChangeID]
	ServiceID   int64
	Service     string // name; set when read
	OldVersion  int    // number
	NewVersion  int    // number; OldVersion if the vendor changed nothing
	Cause       string // vendor, extractor, lexicon or tool
	At          time.Time
	Substantive bool
	Direction   string   // worse, better, neutral, unknown
	Flags       []string // added or removed
	Factors     []string // whose status changed
	JSON        []byte   // the report; nil in lists
	Summary     string   // the report in words, its first line a subject; "" in lists
}

// ChangeID makes the ID of a change from what it compares, so that the same change found twice is one change.
func ChangeID(service string, oldVersion, newVersion int, cause, lexicon, tool string) string {
	return "c-" + shaOf(service, strconv.Itoa(oldVersion), strconv.Itoa(newVersion), cause, lexicon, tool)[:24]
}

const changeColumns = "c.id, c.service_id, s.name, c.old_version, c.new_version, c.cause, c.at, c.substantive, c.direction, c.flags, c.factors"

func scanChange(row scanner, c *Change) error { return scanChangeAnd(row, c) }

func scanChangeAnd(row scanner, c *Change, more ...any) error {
	var at int64
	var flags, factors string
	dest := []any{&c.ID, &c.ServiceID, &c.Service, &c.OldVersion, &c.NewVersion, &c.Cause, &at, &c.Substantive, &c.Direction, &flags, &factors}
	if err := row.Scan(append(dest, more...)...); err != nil {
		return err
	}
	c.At = fromMillis(at)
	if err := json.Unmarshal([]byte(flags), &c.Flags); err != nil {
		return err
	}
	return json.Unmarshal([]byte(factors), &c.Factors)
}

func scanChangeJSON(row scanner, c *Change) error {
	var packed []byte
	if err := scanChangeAnd(row, c, &packed, &c.Summary); err != nil {
		return err
	}
	var err error
	c.JSON, err = unpack("change "+c.ID, packed)
	return err
}

// PutChange keeps c, unless there is a change with its ID, and puts it into the outbox of each channel. created tells
// whether it is new; if not, nothing is delivered again.
func (tx *Tx) PutChange(ctx context.Context, c Change, channels ...string) (created bool, err error) {
	id, err := key("change", c.ID)
	if err != nil {
		return false, err
	}
	packed, err := pack("change", c.JSON)
	if err != nil {
		return false, err
	}
	flags, err := jsonList(c.Flags)
	if err != nil {
		return false, err
	}
	factors, err := jsonList(c.Factors)
	if err != nil {
		return false, err
	}
	n, err := tx.exec(ctx, `INSERT INTO changes (id, service_id, old_version, new_version, cause, at, substantive, direction, flags, factors, data, summary)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT (id) DO NOTHING`,
		id, c.ServiceID, c.OldVersion, c.NewVersion, text(c.Cause), millis(c.At), flag(c.Substantive), text(c.Direction), flags, factors, packed, text(c.Summary))
	if err != nil || n == 0 {
		return false, err
	}
	for _, channel := range channels {
		channel, err := key("channel", channel)
		if err != nil {
			return false, err
		}
		if _, err := tx.exec(ctx, "INSERT INTO deliveries (change_id, channel, next_at) VALUES ($1, $2, $3) ON CONFLICT (change_id, channel) DO NOTHING", id, channel, millis(c.At)); err != nil {
			return false, err
		}
	}
	return true, nil
}

func jsonList(list []string) (string, error) {
	if list == nil {
		list = []string{}
	}
	b, err := json.Marshal(list)
	if err != nil {
		return "", fmt.Errorf("store: %w", err)
	}
	return text(string(b)), nil
}

// Change gives a change with its report.
func (r Reader) Change(ctx context.Context, id string) (*Change, error) {
	return one(ctx, r.c, scanChangeJSON, fmt.Sprintf("change %q", id), "SELECT "+changeColumns+", c.data, c.summary FROM changes c JOIN services s ON s.id = c.service_id WHERE c.id = $1", text(id))
}

// Changes lists changes, the newest first, without their reports: those of a service, or with a serviceID of 0 of all; since
// a time, which may be zero; at most limit.
func (r Reader) Changes(ctx context.Context, serviceID int64, since time.Time, limit int) ([]Change, error) {
	if serviceID == 0 {
		return all(ctx, r.c, scanChange, "SELECT "+changeColumns+` FROM changes c JOIN services s ON s.id = c.service_id
			WHERE c.at >= $1 ORDER BY c.at DESC, c.id LIMIT $2`, millis(since), limit)
	}
	return all(ctx, r.c, scanChange, "SELECT "+changeColumns+` FROM changes c JOIN services s ON s.id = c.service_id
		WHERE c.service_id = $1 AND c.at >= $2 ORDER BY c.at DESC, c.id LIMIT $3`, serviceID, millis(since), limit)
}

// Told lists the changes that a channel was told of, and the one called also, the newest first, with summaries but without
// reports; at most limit.
func (r Reader) Told(ctx context.Context, channel, also string, limit int) ([]Change, error) {
	return all(ctx, r.c, func(row scanner, c *Change) error { return scanChangeAnd(row, c, &c.Summary) }, "SELECT "+changeColumns+`, c.summary
		FROM changes c JOIN services s ON s.id = c.service_id JOIN deliveries d ON d.change_id = c.id AND d.channel = $1
		WHERE d.state = 'delivered' OR c.id = $2 ORDER BY c.at DESC, c.id LIMIT $3`, text(channel), text(also), limit)
}

// A Delivery is a change on its way to a channel.
type Delivery struct {
	ChangeID string
	Channel  string
	Attempt  int // from 1; names this claim to Delivered and NotDelivered
}

// ClaimDeliveries takes changes that are to be delivered to a channel now, the oldest first, at most limit. Until lease has
// passed nobody else gets them; after it, if they were not reported delivered, they are due again: a receiver may see
// the same change ID twice.
func (tx *Tx) ClaimDeliveries(ctx context.Context, channel string, now time.Time, lease time.Duration, limit int) ([]Delivery, error) {
	return all(ctx, tx.c, func(row scanner, d *Delivery) error {
		d.Channel = channel
		return row.Scan(&d.ChangeID, &d.Attempt)
	}, `UPDATE deliveries SET attempts = attempts + 1, next_at = $1
		WHERE channel = $2 AND state = 'pending' AND next_at <= $3 AND change_id IN (
			SELECT d.change_id FROM deliveries d WHERE d.channel = $2 AND d.state = 'pending' AND d.next_at <= $3 ORDER BY d.next_at, d.change_id LIMIT $4)
		RETURNING change_id, attempts`, millis(now.Add(lease)), text(channel), millis(now), limit)
}

// Delivered ends a delivery well. ok is false if the claim had run out and somebody else has it.
func (tx *Tx) Delivered(ctx context.Context, d Delivery, at time.Time) (ok bool, err error) {
	n, err := tx.exec(ctx, `UPDATE deliveries SET state = 'delivered', delivered_at = $1, problem = ''
		WHERE change_id = $2 AND channel = $3 AND attempts = $4 AND state = 'pending'`, millis(at), text(d.ChangeID), text(d.Channel), d.Attempt)
	return n > 0, err
}

// NotDelivered says why a delivery failed and when it is tried again; the zero time gives it up.
func (tx *Tx) NotDelivered(ctx context.Context, d Delivery, problem string, next time.Time) error {
	state := "pending"
	if next.IsZero() {
		state = "given-up"
	}
	_, err := tx.exec(ctx, `UPDATE deliveries SET state = $1, next_at = $2, problem = $3 WHERE change_id = $4 AND channel = $5 AND attempts = $6 AND state = 'pending'`,
		state, millis(next), text(problem), text(d.ChangeID), text(d.Channel), d.Attempt)
	return err
}

// A DeliveryState is where a change stands with one channel.
type DeliveryState struct {
	Channel     string
	State       string // pending, delivered, given-up
	Attempts    int
	NextAt      time.Time // of the next attempt, while pending
	DeliveredAt time.Time
	Problem     string // of the last attempt
}

// Deliveries lists the channels of a change by name.
func (r Reader) Deliveries(ctx context.Context, changeID string) ([]DeliveryState, error) {
	return all(ctx, r.c, func(row scanner, d *DeliveryState) error {
		var next, delivered int64
		err := row.Scan(&d.Channel, &d.State, &d.Attempts, &next, &delivered, &d.Problem)
		d.NextAt, d.DeliveredAt = fromMillis(next), fromMillis(delivered)
		return err
	}, "SELECT channel, state, attempts, next_at, delivered_at, problem FROM deliveries WHERE change_id = $1 ORDER BY channel", text(changeID))
}
