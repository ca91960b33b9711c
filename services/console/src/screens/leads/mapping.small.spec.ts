import { columnsOf, guessed } from './mapping';

describe('what the columns of a file probably are', () => {
  it.each([
    [['Company', 'E-mail', 'Phone number', 'Notes'], ['companyName', 'email', 'phone', null]],
    [['公司名称', '联系人', '手机号', '备注'], ['companyName', 'contactName', 'phone', null]],
    [[' company_name ', 'Lead Source', 'ID'], ['companyName', 'source', 'externalId']],
    // The first one is it: no field is fed by two columns.
    [['Company', 'Organisation', 'City of birth'], ['companyName', null, null]],
  ])('%j', (header, fields) => {
    expect(guessed(header)).toEqual(fields);
  });

  it('is told to the import by the names of the columns, as they stand in the file', () => {
    expect(columnsOf([' Firm ', 'x', 'Mail'], ['companyName', null, 'email'])).toEqual({ companyName: ' Firm ', email: 'Mail' });
  });
});
