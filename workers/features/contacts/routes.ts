import * as z from 'zod/mini';
import {
  contact,
  contactList,
  contactQuery,
  knownIdentifierList,
  saveContactRequest,
  updateContactRequest,
} from '../../contracts/api/contacts.ts';
import { contactId } from '../../contracts/ids.ts';
import { created, endpoint, ok, type Endpoint } from '../../edges/http/endpoint.ts';
import { editContact } from './edit-contact.ts';
import { getContact } from './get-contact.ts';
import { listContacts } from './list-contacts.ts';
import { listIdentifiers } from './list-identifiers.ts';
import { saveContact } from './save-contact.ts';

const params = z.object({ contactId });

export const contactRoutes: readonly Endpoint[] = [
  endpoint({
    method: 'GET',
    path: '/v1/contacts',
    summary: "The company's contacts, or those that match `q`.",
    permission: 'contacts:read',
    query: contactQuery,
    answer: contactList,
    handle: async (ctx, { actor, query }) => ok(await listContacts(ctx, actor.companyId, query)),
  }),
  endpoint({
    method: 'POST',
    path: '/v1/contacts',
    summary: 'Save a number as a contact: 201, or 200 and the contact that has it already.',
    permission: 'contacts:write',
    body: saveContactRequest,
    answer: contact,
    async handle(ctx, { actor, body }) {
      const saved = await saveContact(ctx, actor, body);
      return saved.isNew ? created(saved.contact) : ok(saved.contact);
    },
  }),
  endpoint({
    method: 'GET',
    path: '/v1/contacts/:contactId',
    summary: 'One contact.',
    permission: 'contacts:read',
    params,
    answer: contact,
    handle: async (ctx, { actor, params }) => ok(await getContact(ctx, actor.companyId, params.contactId)),
  }),
  endpoint({
    method: 'GET',
    path: '/v1/contacts/:contactId/identifiers',
    summary: 'By what a contact is known on WhatsApp, and what it had before.',
    permission: 'contacts:read',
    params,
    answer: knownIdentifierList,
    handle: async (ctx, { actor, params }) =>
      ok(await listIdentifiers(ctx, actor.companyId, params.contactId)),
  }),
  endpoint({
    method: 'PATCH',
    path: '/v1/contacts/:contactId',
    summary: "Change a contact's name or notes.",
    permission: 'contacts:write',
    params,
    body: updateContactRequest,
    answer: contact,
    handle: async (ctx, { actor, params, body }) => ok(await editContact(ctx, actor, params.contactId, body)),
  }),
];
