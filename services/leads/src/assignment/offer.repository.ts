import { Injectable } from '@nestjs/common';
import type { Tx } from '@throughline/persistence/transaction';
import { v7 as uuidv7 } from 'uuid';
import type { Lead } from '../lead/lead.entity';

/** How an offer ended: said yes, worked on the lead, said no, said nothing in time; void: the lead went another way. */
export type Answer = 'accepted' | 'acted' | 'declined' | 'none' | 'void';

/** A lead given to somebody who has to answer within a time. */
export interface Offer {
  id: string;
  chain: string;
  leadId: string;
  personId: string;
  offeredAt: Date;
  answerBy: Date;
}
export type PassedOn = { personId: string; because: 'declined' | 'no answer' }[];

const columns = 'id, chain, lead_id AS "leadId", person_id AS "personId", offered_at AS "offeredAt", answer_by AS "answerBy"';

@Injectable()
export class OfferRepository {
  /** The open offers of leads that the caller has locked, by lead. */
  async open(tx: Tx, leadIds: readonly string[]): Promise<Map<string, Offer>> {
    const rows = await tx.query<Offer>(`SELECT ${columns} FROM assignment_offer WHERE lead_id = ANY($1::uuid[]) AND answer IS NULL`, [leadIds]);
    return new Map(rows.map((offer) => [offer.leadId, offer]));
  }

  /** A new offer for each lead; one that was open is void. A lead that is handed on goes on with its chain. */
  async insert(tx: Tx, poolId: string, offers: readonly { lead: Lead; answerBy: Date; chain: string | undefined }[]): Promise<void> {
    const rows = offers.map(({ lead, answerBy, chain }) => ({ id: uuidv7(), chain: chain ?? uuidv7(), lead_id: lead.id, person_id: lead.ownerId, answer_by: answerBy }));
    await tx.query(`UPDATE assignment_offer SET answer = 'void', answered_at = $2 WHERE lead_id = ANY($1::uuid[]) AND answer IS NULL`, [rows.map(({ lead_id: id }) => id), tx.now]);
    await tx.query(
      `INSERT INTO assignment_offer (id, chain, lead_id, pool_id, person_id, offered_at, answer_by) SELECT id, chain, lead_id, $2, person_id, $3, answer_by
       FROM json_to_recordset($1) AS r(id uuid, chain uuid, lead_id uuid, person_id uuid, answer_by timestamptz)`,
      [JSON.stringify(rows), poolId, tx.now],
    );
  }

  async close(tx: Tx, offerIds: readonly string[], answer: Answer, reason?: string): Promise<void> {
    if (offerIds.length === 0) return;
    await tx.query('UPDATE assignment_offer SET answer = $2, answered_at = $3, reason = $4 WHERE id = ANY($1::uuid[])', [offerIds, answer, tx.now, reason ?? null]);
  }

  /** For leads that are being handed on: their chain, and who of it has passed them on so far. */
  async chains(tx: Tx, leadIds: readonly string[]): Promise<Map<string, { chain: string; passedOn: PassedOn }>> {
    const rows = await tx.query<{ leadId: string; chain: string; passedOn: { personId: string; answer: Answer }[] }>(
      `SELECT lead_id AS "leadId", chain, json_agg(json_build_object('personId', person_id, 'answer', answer) ORDER BY id) AS "passedOn" FROM assignment_offer
       WHERE lead_id = ANY($1::uuid[]) AND chain = (SELECT chain FROM assignment_offer AS latest WHERE latest.lead_id = assignment_offer.lead_id ORDER BY id DESC LIMIT 1)
       GROUP BY lead_id, chain`,
      [leadIds],
    );
    return new Map(
      rows.map(({ leadId, chain, passedOn }) => {
        const people = passedOn.filter(({ answer }) => answer === 'declined' || answer === 'none');
        return [leadId, { chain, passedOn: people.map(({ personId, answer }) => ({ personId, because: answer === 'declined' ? ('declined' as const) : ('no answer' as const) })) }];
      }),
    );
  }
}
