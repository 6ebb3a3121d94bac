/** The demo companies of a local deployment. Everything here is made up. */
export const DEMO_PASSWORD = 'recado-demo-1';

export interface DemoCompany {
  slug: string;
  name: string;
  people: {
    email: string;
    name: string;
    role: 'owner' | 'admin' | 'agent' | 'viewer';
    /** Looks after the deployment too. */
    isOperator?: true;
  }[];
  number: {
    name: string;
    phoneNumberId: string;
    wabaId: string;
    displayPhoneNumber: string;
    accessToken: string;
  };
}

export const DEMO_COMPANIES: readonly DemoCompany[] = [
  {
    slug: 'demo',
    name: 'Casa Aurora',
    people: [
      { email: 'owner@demo.test', name: 'Helena Prado', role: 'owner', isOperator: true },
      { email: 'bruna@demo.test', name: 'Bruna Lima', role: 'agent' },
      { email: 'tomas@demo.test', name: 'Tomás Rey', role: 'agent' },
      { email: 'viewer@demo.test', name: 'Vera Stein', role: 'viewer' },
    ],
    number: {
      name: 'Shop',
      phoneNumberId: '770000000000001',
      wabaId: '880000000000001',
      displayPhoneNumber: '+1 555-010-0001',
      accessToken: 'demo-access-token-of-casa-aurora',
    },
  },
  {
    slug: 'other',
    name: 'Norte Bikes',
    people: [
      { email: 'owner@other.test', name: 'Iris Nord', role: 'owner' },
      { email: 'agent@other.test', name: 'Pau Vidal', role: 'agent' },
    ],
    number: {
      name: 'Workshop',
      phoneNumberId: '770000000000002',
      wabaId: '880000000000002',
      displayPhoneNumber: '+1 555-010-0002',
      accessToken: 'demo-access-token-of-norte-bikes',
    },
  },
];

/** Customers who have already written when the dashboard is first opened, to the first company. */
export const DEMO_CUSTOMERS: readonly { name: string; phone: string; minutesAgo: number; texts: string[] }[] =
  [
    {
      name: 'Marina Duarte',
      phone: '5511955550142',
      minutesAgo: 190,
      texts: [
        'Hi! Is the linen lamp still available in sand?',
        'And how long does delivery to *São Paulo* take?',
      ],
    },
    {
      name: 'Jonas Weber',
      phone: '4915550100177',
      minutesAgo: 95,
      texts: ['Guten Tag, my order arrived but one cup was broken 😕'],
    },
    {
      name: 'Priya Nair',
      phone: '919555501234',
      minutesAgo: 41,
      texts: ['Do you ship to Kochi?'],
    },
    {
      name: 'Lucía Ortega',
      phone: '34655501066',
      minutesAgo: 6,
      texts: ['¡Hola! ¿Tenéis la manta en azul?', 'La vi ayer en https://casa-aurora.example/mantas'],
    },
  ];
